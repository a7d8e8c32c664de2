package strongroom.retention;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;

/**
 * What the sweeper sees and does. Thread-safe. All times are seconds of the retention clock. No call reads a blob or holds the write
 * lock for more than 64 rows.
 */
public interface RetentionStore {

    /** Returns the live backups of a tenant after {@code after} (null: from the start), in the order of their handles. */
    List<Candidate> live(TenantId tenant, @Nullable Handle after, int most);

    /** Returns the trashed backups of a tenant after {@code after} (null: from the start), in the order of their handles. */
    List<Trashed> trashed(TenantId tenant, @Nullable Handle after, int most);

    /**
     * Returns replaced blobs of a tenant that were replaced at or before the given time, the oldest first, unless they are held or are
     * what is left of a damaged backup.
     */
    List<OldVersion> versionsReplacedBefore(TenantId tenant, long clockSeconds, int most);

    /** Returns every value of retention-days in force, oldest first, with the time since when. */
    List<Promise> promises(TenantId tenant);

    /** Returns how many backups of a tenant are live. */
    int liveCount(TenantId tenant);

    /** Returns how many backups of a tenant sweeps trashed at or after the given time. */
    int sweptSince(TenantId tenant, long clockSeconds);

    /**
     * Puts backups into the trash, at most 64, each only if it still is exactly as the candidate says, and logs those of the batch that
     * were trashed.
     *
     * @return the handles that were trashed
     */
    List<Handle> trash(TenantId tenant, List<Candidate> batch, AuditRecord record);

    /**
     * Removes trashed backups for good, at most 64, each only if it still is as the entry says, and logs those that were removed.
     *
     * @return the handles that were removed
     */
    List<Handle> purge(TenantId tenant, List<Trashed> batch, AuditRecord record);

    /**
     * Removes old versions for good, at most 64, each only if it still is one and is not held, and logs how many.
     *
     * @return how many were removed
     */
    int prune(TenantId tenant, List<OldVersion> batch, AuditRecord record);

    /**
     * Removes rows that removed tenants left behind, at most 64; their removal was logged, so this is not.
     *
     * @return how many rows were removed; 0 if nothing is left
     */
    int removeLeftovers();

    /** Writes an event that changes nothing else. */
    void log(AuditRecord record);

    /** What the end of a kept backup is counted from. */
    sealed interface Kept {}

    /**
     * A live backup with all that postpones its end.
     *
     * @param uploaded the last upload or renewal
     * @param read the last successful read, null if none
     * @param signOfLife the owner's last sign of life, null unless this is the owner's most recently uploaded live backup
     * @param undone the last time it was brought back from the trash or reverted, null if never
     * @param held by the hold of the backup, of the tenant, or of an account that any of its blobs belongs to
     */
    record Candidate(
            Handle handle,
            long revision,
            long uploaded,
            @Nullable Long read,
            @Nullable Long signOfLife,
            @Nullable Long undone,
            boolean held)
            implements Kept {}

    /** A backup in the trash. */
    record Trashed(Handle handle, long revision, long trashedAt, boolean held) implements Kept {}

    /** A replaced blob. */
    record OldVersion(Handle handle, long revision) {}

    /** A value of retention-days and the time from which it was in force. */
    record Promise(int retentionDays, long since) {}
}
