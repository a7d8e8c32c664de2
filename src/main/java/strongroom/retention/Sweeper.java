package strongroom.retention;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.Id128;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.Tenants;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.retention.RetentionStore.Candidate;
import strongroom.retention.RetentionStore.OldVersion;
import strongroom.retention.RetentionStore.Trashed;

/**
 * Puts outlived backups into the trash, empties the trash and prunes versions. The schedule and the command are this one class.
 *
 * <p>Its brake: at most max(3, 1 %) of a tenant's live backups a day and max(3, 10 %) in seven days; if more are due it trashes none
 * and waits for a person, since a wrong setting looks exactly like that. Thread-safe; runs in several processes do no harm, because
 * the store trashes a backup only if it still is as it was seen.
 */
public final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** The most rows that one transaction touches. */
    private static final int BATCH = 64;

    private static final int PAGE = 1_000;
    private static final long DAY = 86_400;

    private final Tenants tenants;
    private final RetentionStore store;
    private final RetentionClock clock;
    private final InstantSource wall;
    private final Map<TenantId, Integer> reportedAsHeld = new ConcurrentHashMap<>();

    public Sweeper(Tenants tenants, RetentionStore store, RetentionClock clock, InstantSource wall) {
        this.tenants = tenants;
        this.store = store;
        this.clock = clock;
        this.wall = wall;
    }

    /** Says what a sweep would do now, and does nothing. */
    public SweepReport dryRun() {
        return new SweepReport(
                true,
                plans().stream()
                        .map(plan -> line(plan, false))
                        .filter(Sweeper::isWorthALine)
                        .toList());
    }

    /**
     * Sweeps every tenant.
     *
     * @param confirmed the number of backups that a person has seen waiting behind the brake, null if nobody was asked; unless it
     *     is exactly the number that waits now, the brake holds
     */
    public SweepReport sweep(Actor actor, @Nullable Integer confirmed) {
        List<SweepPlan> plans = plans();
        int waiting = plans.stream()
                .filter(SweepPlan::isHeld)
                .mapToInt(plan -> plan.due().size())
                .sum();
        boolean released = confirmed != null && confirmed == waiting;
        List<SweepReport.Line> lines = new ArrayList<>();
        for (SweepPlan plan : plans) {
            SweepReport.Line line = carryOut(plan, released, actor);
            if (isWorthALine(line)) {
                lines.add(line);
            }
        }
        while (store.removeLeftovers() > 0) {
            // Each call removes at most a batch, so that uploads get their turn in between.
        }
        return new SweepReport(false, lines);
    }

    private List<SweepPlan> plans() {
        return tenants.all().stream().map(this::plan).toList();
    }

    private SweepPlan plan(Tenant tenant) {
        long now = clock.seconds();
        RetentionPolicy policy = RetentionPolicy.of(tenant.settings(), store.promises(tenant.id()), now);
        List<OldVersion> prunable = store.versionsReplacedBefore(tenant.id(), policy.versionsReplacedBefore(now), PAGE);
        return new SweepPlan(
                tenant, due(tenant, policy, now), allowed(tenant.id(), now), purgeable(tenant, policy, now), prunable);
    }

    private List<Candidate> due(Tenant tenant, RetentionPolicy policy, long now) {
        List<Candidate> due = new ArrayList<>();
        Handle last = null;
        List<Candidate> page;
        do {
            page = store.live(tenant.id(), last, PAGE);
            for (Candidate backup : page) {
                if (!backup.held() && now >= policy.dueAt(backup)) {
                    due.add(backup);
                }
                last = backup.handle();
            }
        } while (page.size() == PAGE);
        return due;
    }

    private List<Trashed> purgeable(Tenant tenant, RetentionPolicy policy, long now) {
        List<Trashed> purgeable = new ArrayList<>();
        Handle last = null;
        List<Trashed> page;
        do {
            page = store.trashed(tenant.id(), last, PAGE);
            for (Trashed backup : page) {
                if (!backup.held() && now >= policy.purgeAt(backup)) {
                    purgeable.add(backup);
                }
                last = backup.handle();
            }
        } while (page.size() == PAGE);
        return purgeable;
    }

    private int allowed(TenantId tenant, long now) {
        int live = store.liveCount(tenant);
        int today = Math.max(3, live / 100) - store.sweptSince(tenant, now - DAY);
        int thisWeek = Math.max(3, live / 10) - store.sweptSince(tenant, now - 7 * DAY);
        return Math.max(0, Math.min(today, thisWeek));
    }

    private SweepReport.Line carryOut(SweepPlan plan, boolean released, Actor actor) {
        TenantId tenant = plan.tenant().id();
        int purged = 0;
        for (List<Trashed> batch : batches(plan.purgeable())) {
            AuditEvent event = new AuditEvent.TrashPurged(
                    tenant, batch.stream().map(b -> b.handle().value()).toList());
            purged += store.purge(tenant, batch, record(actor, event)).size();
        }
        int pruned = 0;
        for (List<OldVersion> batch : batches(plan.prunable())) {
            pruned += store.prune(tenant, batch, record(actor, new AuditEvent.VersionsPruned(tenant, batch.size())));
        }
        boolean held = plan.isHeld() && !released;
        if (held) {
            reportHeld(plan, actor);
        }
        int trashed = held ? 0 : trash(plan, actor);
        return new SweepReport.Line(tenant, handles(plan.due()), plan.allowed(), held, trashed, purged, pruned);
    }

    private int trash(SweepPlan plan, Actor actor) {
        TenantId tenant = plan.tenant().id();
        if (plan.isHeld()) {
            store.log(record(
                    actor, new AuditEvent.SweepConfirmed(tenant, plan.due().size())));
        }
        reportedAsHeld.remove(tenant);
        int trashed = 0;
        for (List<Candidate> batch : batches(plan.due())) {
            List<Id128> ids =
                    batch.stream().map(backup -> backup.handle().value()).toList();
            trashed += store.trash(tenant, batch, record(actor, new AuditEvent.Swept(tenant, ids)))
                    .size();
        }
        return trashed;
    }

    /** Says it in the audit log once for each new number, since the schedule meets a held sweep every hour. */
    private void reportHeld(SweepPlan plan, Actor actor) {
        int due = plan.due().size();
        LOG.warn(
                "sweep held: {} backups of tenant {} are due, {} may go today; look at `sweep --dry-run`, then `sweep --confirm N`",
                due,
                plan.tenant().names().slug(),
                plan.allowed());
        Integer before = reportedAsHeld.put(plan.tenant().id(), due);
        if (before == null || before != due) {
            store.log(record(actor, new AuditEvent.SweepHeld(plan.tenant().id(), due, plan.allowed())));
        }
    }

    private AuditRecord record(Actor actor, AuditEvent event) {
        return new AuditRecord(wall.instant(), actor, event);
    }

    private static SweepReport.Line line(SweepPlan plan, boolean released) {
        boolean held = plan.isHeld() && !released;
        return new SweepReport.Line(
                plan.tenant().id(),
                handles(plan.due()),
                plan.allowed(),
                held,
                held ? 0 : plan.due().size(),
                plan.purgeable().size(),
                plan.prunable().size());
    }

    private static boolean isWorthALine(SweepReport.Line line) {
        return !line.due().isEmpty() || line.purged() > 0 || line.pruned() > 0;
    }

    private static List<Handle> handles(List<Candidate> due) {
        return due.stream().map(Candidate::handle).toList();
    }

    private static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }
}
