package strongroom.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.admin.StatusReport.StoreHealth;
import strongroom.admin.StatusReport.TenantLine;
import strongroom.audit.AuditLog;
import strongroom.backup.StoredBackup.State;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.retention.RetentionClock;
import strongroom.retention.SweepReport;
import strongroom.retention.Sweeper;

/** Looks at everything that can need attention, and changes nothing. Thread-safe. */
public final class StatusOperation {

    private final Sources sources;
    private final TypedNames names;

    public StatusOperation(Sources sources, TypedNames names) {
        this.sources = sources;
        this.names = names;
    }

    /** Where it looks. */
    public record Sources(
            Supplier<StoreHealth> store,
            Supplier<KeyReport> keys,
            BackupChanges backups,
            Sweeper sweeper,
            RetentionClock clock,
            AuditLog log) {}

    /** Looks now. */
    public StatusReport run() {
        StoreHealth store = sources.store().get();
        KeyReport keys = sources.keys().get();
        SweepReport sweep = sources.sweeper().dryRun();
        Map<TenantId, Long> damaged = damaged();
        List<Message> problems = new ArrayList<>();
        if (sweep.heldBack() > 0) {
            problems.add(Message.of(MessageCode.SWEEP_HELD, sweep.heldBack()));
        }
        problems.addAll(problems(store));
        long lost = damaged.values().stream().mapToLong(Long::longValue).sum();
        if (lost > 0) {
            problems.add(Message.of(MessageCode.BACKUPS_DAMAGED, lost));
        }
        problems.addAll(keys.problems(store.directory()));
        return new StatusReport(
                problems,
                sweep.heldBack(),
                store,
                names.tenants().all().stream()
                        .map(tenant -> line(tenant, keys, damaged, sweep))
                        .toList(),
                sources.clock().seconds(),
                sources.log().head());
    }

    private static List<Message> problems(StoreHealth store) {
        List<Message> problems = new ArrayList<>();
        if (store.trouble() != null) {
            problems.add(Message.of(MessageCode.STORE_TROUBLE, store.trouble()));
        }
        if (!store.keepsWhatIsSynced()) {
            problems.add(Message.of(MessageCode.SYNCS_UNBELIEVABLE, store.directory()));
        }
        if (store.shortOfRoom()) {
            problems.add(Message.of(MessageCode.STORE_SHORT_OF_ROOM, store.directory(), store.freeBytes()));
        }
        return problems;
    }

    private Map<TenantId, Long> damaged() {
        Map<TenantId, Long> damaged = new HashMap<>();
        BackupOperations.forEach(
                sources.backups(),
                new BackupChanges.Filter(null, null, State.DAMAGED, null),
                listed -> damaged.merge(listed.backup().tenant(), 1L, Long::sum));
        return damaged;
    }

    private TenantLine line(Tenant tenant, KeyReport keys, Map<TenantId, Long> damaged, SweepReport sweep) {
        String slug = tenant.names().slug().value();
        long live = 0;
        long versions = 0;
        long trashed = 0;
        for (KeyReport.GenerationLine generation : keys.generations()) {
            if (generation.tenant().equals(slug)) {
                live += generation.live();
                versions += generation.versions();
                trashed += generation.trashed();
            }
        }
        long lost = damaged.getOrDefault(tenant.id(), 0L);
        int due = sweep.lines().stream()
                .filter(line -> line.tenant().equals(tenant.id()))
                .mapToInt(line -> line.due().size())
                .sum();
        int accounts = names.accounts().of(tenant.id()).size();
        return new TenantLine(slug, accounts, live - lost, versions, trashed, lost, due);
    }
}
