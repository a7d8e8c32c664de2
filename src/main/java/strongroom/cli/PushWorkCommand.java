package strongroom.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.PolicyOperations;
import strongroom.admin.WorkPush;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.WorkCode;

/** {@code work push}: writes into a subscription what differs there from what is set here. */
@Command(
        name = "push",
        description = "Write into the subscription what is set here and differs there, and nothing else.",
        mixinStandardHelpOptions = true)
final class PushWorkCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Option(
            names = "--confirm",
            paramLabel = "N",
            description = "go on if exactly N credentials change; what is for everybody counts as one")
    private @Nullable Integer confirmed;

    @Option(names = "--accept", paramLabel = "Wnn", description = "go on in spite of this warning; may be repeated")
    private List<String> accepted = List.of();

    @Mixin
    private DryRunOption dry = new DryRunOption();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    PushWorkCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        PolicyOperations.Consent consent =
                new PolicyOperations.Consent(ConsentOptions.warnings(accepted), confirmed, dry.dryRun);
        try (Components store = workplace.open(data);
                Watch watch = new Watch(terminal, output.json)) {
            WorkPush.Pushed pushed =
                    new Operations(store, workplace.actor()).workPush().push(tenant.slug, consent, watch);
            watch.end();
            print(pushed);
            return ExitStatus.DONE.code();
        }
    }

    private void print(WorkPush.Pushed pushed) {
        WorkView view = new WorkView(terminal);
        WorkPush.Plan plan = pushed.plan();
        if (output.json) {
            terminal.json(WorkView.toMap(pushed, dry.dryRun));
            return;
        }
        if (dry.dryRun) {
            view.print(plan.state());
            view.plan(plan);
            if (pushed.obstacle() != null) {
                pushed.obstacle().messages().forEach(terminal::note);
            }
            terminal.note(Message.of(WorkCode.WORK_NOT_PUSHED));
        } else if (plan.push().steps().isEmpty()) {
            view.print(plan.state());
        } else {
            view.remarks(plan.state());
            terminal.line(Message.of(
                    WorkCode.WORK_PUSHED,
                    pushed.tally().credentials(),
                    pushed.tally().global(),
                    pushed.tally().calls()));
        }
    }

    /** Follows a push, so that its progress is seen, and so that somebody who stops it by hand learns what was written. */
    private static final class Watch implements WorkPush.Listener, AutoCloseable {

        private final Terminal terminal;
        private final boolean quiet;
        private final Progress progress;
        private final Thread lastWords = new Thread(this::sayWhatWasWritten, "last words of a push");
        private volatile WorkPush.@Nullable Tally tally;
        private boolean isHooked;

        private Watch(Terminal terminal, boolean quiet) {
            this.terminal = terminal;
            this.quiet = quiet;
            this.progress = new Progress(terminal);
        }

        @Override
        public void planned(WorkPush.Plan plan) {
            tally = new WorkPush.Tally(0, plan.push().calls(), 0, 0);
            Runtime.getRuntime().addShutdownHook(lastWords);
            isHooked = true;
            if (!quiet && !plan.push().steps().isEmpty()) {
                new WorkView(terminal).plan(plan);
            }
        }

        @Override
        public void written(WorkPush.Tally now) {
            tally = now;
            progress.reached(now.calls(), now.callsInAll());
        }

        private void sayWhatWasWritten() {
            WorkPush.Tally last = tally;
            if (last != null) {
                terminal.note(WorkPush.stopped(WorkCode.WORK_STOPPED_BY_HAND, last));
            }
        }

        @Override
        public void close() {
            end();
        }

        private void end() {
            if (isHooked && tally != null) {
                tally = null;
                progress.end();
                try {
                    Runtime.getRuntime().removeShutdownHook(lastWords);
                } catch (IllegalStateException ending) {
                    // The process ends already, and has nothing more to say.
                    isHooked = false;
                }
            }
        }
    }
}
