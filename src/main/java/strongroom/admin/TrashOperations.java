package strongroom.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import strongroom.admin.BackupChanges.Filter;
import strongroom.admin.BackupChanges.Listed;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** What an administrator does with the trash: look first, then restore or purge exactly what was seen. Thread-safe. */
public final class TrashOperations {

    /** The most rows that one transaction touches. */
    private static final int BATCH = 64;

    private final BackupChanges backups;
    private final TypedNames names;
    private final Author author;

    public TrashOperations(BackupChanges backups, TypedNames names, Author author) {
        this.backups = backups;
        this.names = names;
        this.author = author;
    }

    /** Is told after each batch how many are done. */
    @FunctionalInterface
    public interface Progress {
        void done(int done, int of);
    }

    /**
     * What lies in the trash and is asked for.
     *
     * @param named whether each was named, so that one which is held is a mistake and not just left alone
     */
    public record Found(List<Trashed> all, boolean named) {
        public Found {
            all = List.copyOf(all);
        }

        /** Returns those that may be destroyed. */
        public List<Trashed> free() {
            return all.stream().filter(trashed -> !trashed.held()).toList();
        }

        /** Returns how many are held. */
        public int held() {
            return all.size() - free().size();
        }
    }

    /** A backup in the trash. */
    public record Trashed(Handle handle, TenantId tenant, boolean held) {

        private static Trashed of(Listed listed) {
            return new Trashed(listed.backup().handle(), listed.backup().tenant(), listed.held());
        }
    }

    /**
     * Finds what was trashed.
     *
     * @param since only what was trashed at or after this time of the wall clock, null for all
     * @throws Refusal if the tenant or the account is unknown
     */
    public Found find(TypedNames.Scope scope, @Nullable Instant since) {
        Filter filter = names.filter(scope, State.TRASHED);
        Filter wanted =
                new Filter(filter.tenant(), filter.owner(), State.TRASHED, since == null ? null : since.toEpochMilli());
        List<Trashed> found = new ArrayList<>();
        BackupOperations.forEach(backups, wanted, listed -> found.add(Trashed.of(listed)));
        return new Found(found, false);
    }

    /**
     * Finds backups by their handles; one that is given twice is found once.
     *
     * @throws Refusal if one does not exist or is not in the trash
     */
    public Found named(List<Handle> handles) {
        List<Trashed> found = new ArrayList<>();
        for (Handle handle : new LinkedHashSet<>(handles)) {
            Listed listed = BackupOperations.found(backups, handle);
            if (listed.backup().state() != State.TRASHED) {
                throw Refusal.failed(MessageCode.BACKUP_NOT_IN_TRASH, handle.toString());
            }
            found.add(Trashed.of(listed));
        }
        return new Found(found, true);
    }

    /**
     * Refuses a restore of another number than was confirmed; without a number it may go on, since it destroys nothing.
     *
     * @throws Refusal if the number differs
     */
    public static void checkRestore(Found found, @Nullable Integer confirmed) {
        Confirmation.check(confirmed, found.all().size());
    }

    /**
     * Refuses a purge that is not confirmed with its number, or that names a held backup.
     *
     * @throws Refusal if it may not go on
     */
    public static void checkPurge(Found found, @Nullable Integer confirmed) {
        checkHolds(found);
        if (!found.free().isEmpty() || confirmed != null) {
            Confirmation.require(confirmed, found.free().size());
        }
    }

    /**
     * Refuses a purge that names a held backup.
     *
     * @throws Refusal if it does
     */
    public static void checkHolds(Found found) {
        if (found.named()) {
            found.all().stream().filter(Trashed::held).findFirst().ifPresent(held -> {
                throw Refusal.failed(MessageCode.BACKUP_HELD, held.handle().toString());
            });
        }
    }

    /**
     * Makes backups live again, whatever the quotas say.
     *
     * @return how many came back: one that was purged or restored by somebody else meanwhile did not
     */
    public int restore(Found found, Progress progress) {
        return inBatches(
                found.all(),
                (tenant, batch) ->
                        backups.restore(tenant, batch, record(new AuditEvent.TrashRestored(tenant, ids(batch)))),
                progress);
    }

    /**
     * Destroys backups with their versions, except held ones.
     *
     * @return how many went: one that was held or restored by somebody else meanwhile did not
     */
    public int purge(Found found, Progress progress) {
        return inBatches(
                found.free(),
                (tenant, batch) -> backups.purge(tenant, batch, record(new AuditEvent.TrashPurged(tenant, ids(batch)))),
                progress);
    }

    @FunctionalInterface
    private interface Work {
        List<Handle> run(TenantId tenant, List<Handle> batch);
    }

    private static int inBatches(List<Trashed> all, Work work, Progress progress) {
        Map<TenantId, List<Handle>> byTenant = new LinkedHashMap<>();
        all.forEach(trashed -> byTenant.computeIfAbsent(trashed.tenant(), none -> new ArrayList<>())
                .add(trashed.handle()));
        int seen = 0;
        int done = 0;
        for (Map.Entry<TenantId, List<Handle>> tenant : byTenant.entrySet()) {
            List<Handle> handles = tenant.getValue();
            for (int from = 0; from < handles.size(); from += BATCH) {
                List<Handle> batch = handles.subList(from, Math.min(handles.size(), from + BATCH));
                done += work.run(tenant.getKey(), batch).size();
                seen += batch.size();
                progress.done(seen, all.size());
            }
        }
        return done;
    }

    private AuditRecord record(AuditEvent event) {
        return author.record(event);
    }

    private static List<Id128> ids(List<Handle> handles) {
        return handles.stream().map(Handle::value).toList();
    }
}
