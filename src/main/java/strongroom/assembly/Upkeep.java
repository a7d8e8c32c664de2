package strongroom.assembly;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.admin.OffboardingOperations;
import strongroom.audit.Actor;
import strongroom.audit.AuditLog;
import strongroom.config.Config;
import strongroom.retention.RetentionTicker;
import strongroom.retention.SweepReport;
import strongroom.retention.Sweeper;
import strongroom.sealing.Scrub;

/** What a server does by itself: moves the retention clock, sweeps, scrubs, lets go of what people left behind when it is due, and writes the head of the audit log to the log. */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final Duration HEAD = Duration.ofDays(1);

    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("upkeep-", 0).factory());
    private final AuditLog auditLog;
    private final Sweeper sweeper;
    private final Scrub scrub;
    private final OffboardingOperations offboarding;

    Upkeep(Components components) {
        this.auditLog = components.ports().auditLog();
        this.sweeper = components.sweeper();
        this.scrub = components.scrub();
        this.offboarding = new Operations(components, new Actor.Server()).offboarding();
        RetentionTicker ticker = new RetentionTicker(
                components.ports().retentionClock(),
                components.clocks().nanos(),
                Long.toHexString(components.random().nextLong()));
        Config.Upkeep intervals = components.config().upkeep();
        every(TICK, TICK, "the retention clock", ticker::tick);
        every(TICK, intervals.sweepInterval(), "the sweep", this::sweep);
        every(TICK, intervals.sweepInterval(), "what is due of people who left", this::carryOutDue);
        every(intervals.scrubInterval(), intervals.scrubInterval(), "the scrub", this::scrub);
        every(TICK, HEAD, "the head of the audit log", this::head);
    }

    private void every(Duration first, Duration interval, String what, Runnable work) {
        Future<?> _ = schedule.scheduleWithFixedDelay(
                () -> run(what, work), first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception would end its schedule for good; the next turn may succeed. */
    private static void run(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.error("{} failed and is tried again at its next turn", what, failure);
        }
    }

    private void sweep() {
        SweepReport report = sweeper.sweep(new Actor.Server(), null);
        for (SweepReport.Line line : report.lines()) {
            LOG.info(
                    "swept tenant {}: {} trashed, {} purged, {} versions pruned",
                    line.tenant(),
                    line.trashed(),
                    line.purged(),
                    line.pruned());
        }
    }

    private void carryOutDue() {
        offboarding.carryOutDue(outcome -> {
            switch (outcome.progress()) {
                case DONE, PENDING -> LOG.info("the offboarding of account {} is done", outcome.account());
                case WAITING ->
                    LOG.warn(
                            "the offboarding of account {} is due and waits, since something of it is held; end the hold",
                            outcome.account());
                case OVERTAKEN ->
                    LOG.warn(
                            "the offboarding of account {} is due and could not be finished; it is tried again",
                            outcome.account());
            }
        });
    }

    private void scrub() {
        Scrub.Report report = scrub.run((rows, bytes) -> {});
        if (report.damaged().isEmpty()) {
            LOG.info("scrubbed {} blobs, {} bytes: all as they were stored", report.rows(), report.bytes());
        } else {
            LOG.error(
                    "scrubbed {} blobs: {} are damaged; `strongroom status` and `backup show` tell more",
                    report.rows(),
                    report.damaged().size());
        }
    }

    private void head() {
        AuditLog.Head head = auditLog.head();
        if (head != null) {
            LOG.info("audit head {}:{}; check with `strongroom audit verify --expect`", head.sequence(), head.mac());
        }
    }

    @Override
    public void close() {
        schedule.shutdown();
        try {
            if (!schedule.awaitTermination(10, TimeUnit.SECONDS)) {
                schedule.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            schedule.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
