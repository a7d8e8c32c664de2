package strongroom.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.retention.RetentionStore;

/** What administrators see of backups, and change. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface BackupChanges {

    /** Returns kept backups after {@code after} (null: from the start) in the order of their handles. */
    List<Listed> list(Filter filter, @Nullable Handle after, int most);

    /** Returns one backup; null if no such handle exists. */
    @Nullable Listed find(Handle handle);

    /** Sets or clears the hold of a backup; false if no such handle exists. */
    boolean hold(Handle handle, boolean held, AuditRecord record);

    /**
     * Makes an earlier blob the current one again; the one it replaces becomes a version, and a damaged backup is live again. The
     * logged event names the revisions that were really exchanged.
     *
     * @param revision of the version, null for the one most recently replaced
     */
    RevertOutcome revert(Handle handle, @Nullable Long revision, AuditRecord record);

    /**
     * Brings backups back from the trash, at most 64, whatever the quotas say. The logged event names those that were brought back.
     *
     * @return those that were brought back
     */
    List<Handle> restore(TenantId tenant, List<Handle> handles, AuditRecord record);

    /**
     * Removes trashed backups for good, at most 64, unless they are held. The logged events name those that were removed.
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
     * @param held by its own hold, an account's or its tenant's
     * @param kept what its end is counted from, null while it is damaged: then no sweep touches it
     */
    record Listed(
            StoredBackup backup,
            boolean held,
            boolean ownHold,
            @Nullable Instant trashedAt,
            RetentionStore.@Nullable Kept kept) {}

    /** What became of a revert. */
    enum RevertOutcome {
        DONE,
        NO_SUCH_BACKUP,
        /** It is in the trash: it is brought back from there first. */
        TRASHED,
        /** There is no such version, or it is damaged. */
        NO_SUCH_VERSION
    }
}
