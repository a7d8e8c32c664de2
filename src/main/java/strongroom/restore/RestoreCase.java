package strongroom.restore;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Platform;
import strongroom.phone.PhoneResult;

/**
 * All that was found out before a restore. What is null was not asked.
 *
 * @param platforms what the new phone may be, at least one
 * @param opened what came of downloading and decrypting
 */
public record RestoreCase(
        Set<Platform> platforms,
        DeviceSettings settings,
        @Nullable StoreFacts facts,
        StoreAnswer store,
        @Nullable ServerAnswer server,
        PhoneResult.@Nullable Restore opened,
        Instant now) {

    /** Tells whether nobody computed an ID, since the user alone knows the password. */
    boolean isOfUser() {
        return store instanceof StoreAnswer.OfAccount;
    }
}
