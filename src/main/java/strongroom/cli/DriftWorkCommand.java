package strongroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import strongroom.admin.WorkState;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;

/** {@code work drift}: how a subscription differs from what is set here. */
@Command(
        name = "drift",
        description = "Say how the subscription differs from what is set here; 3 if it does.",
        mixinStandardHelpOptions = true)
final class DriftWorkCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    DriftWorkCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            WorkState state = new Operations(store, workplace.actor()).work().drift(tenant.slug);
            WorkView view = new WorkView(terminal);
            if (output.json) {
                terminal.json(WorkView.toMap(state));
            } else {
                view.print(state);
            }
            return (state.drift().isEmpty() ? ExitStatus.DONE : ExitStatus.DEGRADED).code();
        }
    }
}
