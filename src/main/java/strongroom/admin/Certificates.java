package strongroom.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditEvents;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditRecord;

/** What went when somebody left, out of the audit log: the same for whoever asks at once and whoever asks in a year. */
public final class Certificates {

    private static final int PAGE = 500;

    private Certificates() {}

    /**
     * What went of one person.
     *
     * @param trashed when and which backups went into the trash
     * @param destroyed when and which backups were destroyed, with earlier versions
     * @param erasedAt when the person was erased, null if that did not happen
     */
    public record Certificate(
            List<Batch> trashed,
            List<Batch> destroyed,
            @Nullable Instant erasedAt) {
        /** Nothing went. */
        static final Certificate EMPTY = new Certificate(List.of(), List.of(), null);

        public Certificate {
            trashed = List.copyOf(trashed);
            destroyed = List.copyOf(destroyed);
        }

        /** Returns how many backups were destroyed. */
        public int backups() {
            return destroyed.stream().mapToInt(batch -> batch.handles().size()).sum();
        }

        /** Returns how many earlier versions were destroyed. */
        public int versions() {
            return destroyed.stream().mapToInt(Batch::versions).sum();
        }
    }

    /** What went together. */
    public record Batch(Instant at, List<Id128> handles, int versions) {
        public Batch {
            handles = List.copyOf(handles);
        }
    }

    /** Reads the whole log. */
    static Map<AccountId, Certificate> of(AuditLog log, Set<AccountId> accounts) {
        Map<AccountId, Certificate> certificates = new HashMap<>();
        accounts.forEach(account -> certificates.put(account, Certificate.EMPTY));
        long last = 0;
        List<AuditLog.Entry> page;
        do {
            page = log.after(last, PAGE);
            for (AuditLog.Entry entry : page) {
                AuditRecord record = entry.payload() == null ? null : AuditEvents.parse(entry.payload());
                if (record != null) {
                    note(certificates, record);
                }
                last = entry.sequence();
            }
        } while (page.size() == PAGE);
        return certificates;
    }

    private static void note(Map<AccountId, Certificate> certificates, AuditRecord record) {
        if (record.event() instanceof AuditEvent.BackupsTrashed(var _, AccountId account, List<Id128> handles)) {
            certificates.computeIfPresent(
                    account,
                    (_, c) -> new Certificate(
                            plus(c.trashed(), new Batch(record.at(), handles, 0)), c.destroyed(), c.erasedAt()));
        }
        if (record.event()
                instanceof AuditEvent.BackupsDestroyed(var _, AccountId account, List<Id128> handles, int versions)) {
            certificates.computeIfPresent(
                    account,
                    (_, c) -> new Certificate(
                            c.trashed(), plus(c.destroyed(), new Batch(record.at(), handles, versions)), c.erasedAt()));
        }
        if (record.event() instanceof AuditEvent.AccountErased(AccountId account)) {
            certificates.computeIfPresent(account, (_, c) -> new Certificate(c.trashed(), c.destroyed(), record.at()));
        }
    }

    private static List<Batch> plus(List<Batch> batches, Batch batch) {
        List<Batch> all = new ArrayList<>(batches);
        all.add(batch);
        return all;
    }
}
