package strongroom.restore;

import org.jspecify.annotations.Nullable;
import strongroom.mdm.Layers;
import strongroom.mdm.Surroundings;

/**
 * What this server knows beside the backup.
 *
 * @param account the user name of whose phone it is, null if nobody is known
 * @param layers all that is set for that account's phones now
 * @param maxBackupBytes the largest upload that is taken
 */
public record StoreFacts(
        @Nullable String account,
        Layers layers,
        Surroundings surroundings,
        boolean readsNeedLogin,
        long maxBackupBytes) {}
