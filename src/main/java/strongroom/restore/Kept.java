package strongroom.restore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;

/**
 * A backup as the store knows it.
 *
 * @param account the user name of its owner, null if it has none
 * @param bytes as the phone sent it
 * @param versions how many earlier ones are kept
 */
public record Kept(
        Handle handle, @Nullable String account, StoredBackup.State state, long bytes, Times times, int versions) {

    /**
     * When what happened to it.
     *
     * @param ends when a sweep may take it at the earliest, or take it from the trash; null while it is held or damaged
     * @param trashed null unless it is in the trash
     */
    public record Times(
            Instant uploaded,
            @Nullable Instant ends,
            @Nullable Instant trashed) {}
}
