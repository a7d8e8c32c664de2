package strongroom.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;

/**
 * A backup as a list shows it.
 *
 * @param tenant the slug
 * @param account the user name of the account it belongs to, null if it belongs to none
 * @param bytes the length as the phone sent it
 * @param ends when a sweep may trash it, or remove it from the trash, at the earliest: an estimate, since the retention clock stands
 *     still while no server runs; null while it is held or damaged, because then none does
 * @param versions how many earlier blobs are kept
 */
public record BackupLine(
        Handle handle,
        String tenant,
        @Nullable String account,
        long bytes,
        Instant uploadedAt,
        @Nullable Instant ends,
        Standing standing,
        int versions) {

    /**
     * Where it stands.
     *
     * @param held by its own hold, an account's or its tenant's
     * @param ownHold by its own
     * @param trashedAt null unless it is in the trash
     */
    public record Standing(
            StoredBackup.State state,
            boolean held,
            boolean ownHold,
            @Nullable Instant trashedAt) {}
}
