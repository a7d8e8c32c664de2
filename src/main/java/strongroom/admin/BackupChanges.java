package strongroom.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;

/** What administrators see of backups, and change. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface BackupChanges {

    /** Returns kept backups after {@code after} (null: from the start) in the order of their handles. */
    List<Listed> list(Filter filter, @Nullable Handle after, int most);

    /** Returns one backup; null if no such handle exists. */
    @Nullable Listed find(Handle handle);

    /** Sets or clears the hold of a backup. */
    boolean hold(Handle handle, boolean held, AuditRecord record);

    /** Makes an earlier blob the current one again; the one it replaces becomes a version. */
    RevertOutcome revert(Handle handle, @Nullable Long revision, AuditRecord record);

    /**
     * Brings backups back from the trash, at most 64.
     *
     * @return those that were brought back
     */
    List<Handle> restore(TenantId tenant, List<Handle> handles, AuditRecord record);

    /**
     * Removes trashed backups for good, at most 64, unless they are held.
     *
     * @return those that were removed
     */
    List<Handle> purge(TenantId tenant, List<Handle> handles, AuditRecord record);

    /**
     * What to list.
     *
     * @param trashedSinceMillis only what was trashed at or after this time of the wall clock, null for all
     */
    record Filter(
            @Nullable TenantId tenant,
            @Nullable AccountId owner,
            StoredBackup.@Nullable State state,
            @Nullable Long trashedSinceMillis) {}

    /**
     * A backup with what concerns its keeping.
     *
     * @param held by its own hold, its account's or its tenant's
     */
    record Listed(StoredBackup backup, boolean held, boolean ownHold, java.time.@Nullable Instant trashedAt) {}

    /** What became of a revert. */
    enum RevertOutcome {
        DONE,
        NO_SUCH_BACKUP,
        NO_SUCH_VERSION
    }
}
