package strongroom.admin;

import org.jspecify.annotations.Nullable;
import strongroom.audit.Actor;
import strongroom.message.Refusal;
import strongroom.retention.SweepReport;
import strongroom.retention.Sweeper;

/** A sweep that an administrator asks for: the same as the scheduled one, with a look before and a way past the brake. Thread-safe. */
public final class SweepOperation {

    private final Sweeper sweeper;
    private final Actor actor;

    public SweepOperation(Sweeper sweeper, Actor actor) {
        this.sweeper = sweeper;
        this.actor = actor;
    }

    /**
     * Says what a sweep would do.
     *
     * @param confirmed as in {@link #sweep}
     * @throws Refusal as in {@link #sweep}
     */
    public SweepReport dryRun(@Nullable Integer confirmed) {
        SweepReport report = sweeper.dryRun();
        check(report, confirmed);
        return report;
    }

    /**
     * Sweeps.
     *
     * @param confirmed the number of backups that a person has seen: those behind the brake, or all that are due if it holds none;
     *     null if nobody was asked
     * @throws Refusal if another number is due; nothing was changed
     */
    public SweepReport sweep(@Nullable Integer confirmed) {
        if (confirmed != null) {
            check(sweeper.dryRun(), confirmed);
        }
        return sweeper.sweep(actor, confirmed);
    }

    private static void check(SweepReport report, @Nullable Integer confirmed) {
        int due = report.heldBack() > 0
                ? report.heldBack()
                : report.lines().stream().mapToInt(line -> line.due().size()).sum();
        Confirmation.check(confirmed, due);
    }
}
