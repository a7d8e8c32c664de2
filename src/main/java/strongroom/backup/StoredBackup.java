package strongroom.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;

/**
 * A kept backup as lists show it: facts beside the blob, never the blob or its ID.
 *
 * @param owner the account that wrote it last, or that took over from it; null if none ever did (a tenant whose login is open)
 * @param current the live blob, or the one in the trash
 * @param versions earlier blobs, newest first
 */
public record StoredBackup(
        Handle handle, TenantId tenant, @Nullable AccountId owner, State state, Blob current, List<Blob> versions) {

    public StoredBackup {
        versions = List.copyOf(versions);
    }

    /** What a kept backup can be. */
    public enum State {
        LIVE,
        TRASHED,
        DAMAGED
    }

    /**
     * One stored blob.
     *
     * @param revision the number given at upload, from 1 upwards in each backup
     * @param bytes the length as the phone sent it
     */
    public record Blob(long revision, long bytes, Instant uploadedAt) {}
}
