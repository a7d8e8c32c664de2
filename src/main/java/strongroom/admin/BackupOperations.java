package strongroom.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import strongroom.admin.BackupChanges.Listed;
import strongroom.admin.BackupChanges.RevertOutcome;
import strongroom.audit.AuditEvent;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.retention.RetentionClock;
import strongroom.retention.RetentionStore;

/** What an administrator does with single backups. Thread-safe. */
public final class BackupOperations {

    private static final int PAGE = 500;

    private final BackupChanges backups;
    private final TypedNames names;
    private final Ages ages;
    private final Author author;

    public BackupOperations(BackupChanges backups, TypedNames names, Ages ages, Author author) {
        this.backups = backups;
        this.names = names;
        this.ages = ages;
        this.author = author;
    }

    /** What the end of a backup is reckoned from. */
    public record Ages(RetentionStore store, RetentionClock clock, InstantSource wall) {}

    /** A backup with its earlier blobs, newest first. */
    public record Detail(BackupLine line, long revision, List<StoredBackup.Blob> versions) {
        public Detail {
            versions = List.copyOf(versions);
        }
    }

    /**
     * Hands over every backup of the scope, in the order of handles; it is read in pages.
     *
     * @param state only those, null for all
     * @throws Refusal if the tenant or the account is unknown
     */
    public void forEach(TypedNames.Scope scope, StoredBackup.@Nullable State state, Consumer<BackupLine> reader) {
        BackupLines lines = lines();
        forEach(backups, names.filter(scope, state), listed -> reader.accept(lines.line(listed)));
    }

    /** Reads everything that a filter lets through, in pages. */
    static void forEach(BackupChanges backups, BackupChanges.Filter filter, Consumer<Listed> reader) {
        Handle last = null;
        List<Listed> page;
        do {
            page = backups.list(filter, last, PAGE);
            for (Listed listed : page) {
                reader.accept(listed);
                last = listed.backup().handle();
            }
        } while (page.size() == PAGE);
    }

    /**
     * Returns one backup.
     *
     * @throws Refusal if there is none
     */
    public Detail show(Handle handle) {
        Listed listed = found(backups, handle);
        return new Detail(
                lines().line(listed),
                listed.backup().current().revision(),
                listed.backup().versions());
    }

    static Listed found(BackupChanges backups, Handle handle) {
        Listed listed = backups.find(handle);
        if (listed == null) {
            throw unknown(handle);
        }
        return listed;
    }

    /**
     * Sets or clears the hold of a backup; to do it again changes nothing.
     *
     * @return the backup as it stands now: still held if its account or tenant is
     * @throws Refusal if there is none
     */
    public BackupLine hold(Handle handle, boolean held) {
        if (!backups.hold(handle, held, author.record(new AuditEvent.BackupHeld(handle.value(), held)))) {
            throw unknown(handle);
        }
        return show(handle).line();
    }

    /**
     * Makes an earlier blob the current one; the one it replaces becomes a version.
     *
     * @param revision null for the one most recently replaced
     * @return the backup as it stands now
     * @throws Refusal if there is no such backup or version, or if it is in the trash
     */
    public Detail revert(Handle handle, @Nullable Long revision) {
        // The store names the revisions that it really exchanges.
        AuditEvent event = new AuditEvent.BackupReverted(handle.value(), 0, revision == null ? 0 : revision);
        RevertOutcome outcome = backups.revert(handle, revision, author.record(event));
        return switch (outcome) {
            case DONE -> show(handle);
            case NO_SUCH_BACKUP -> throw unknown(handle);
            case TRASHED -> throw Refusal.failed(MessageCode.BACKUP_IN_TRASH, handle.toString());
            case NO_SUCH_VERSION ->
                throw revision == null
                        ? Refusal.failed(MessageCode.NO_VERSIONS, handle.toString())
                        : Refusal.failed(MessageCode.VERSION_UNKNOWN, handle.toString(), revision);
        };
    }

    private static Refusal unknown(Handle handle) {
        return Refusal.failed(MessageCode.HANDLE_UNKNOWN, handle.toString());
    }

    private BackupLines lines() {
        return new BackupLines(
                names, ages.store(), ages.clock().seconds(), ages.wall().instant());
    }
}
