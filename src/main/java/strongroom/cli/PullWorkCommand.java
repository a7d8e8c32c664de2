package strongroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import strongroom.admin.PolicyOperations;
import strongroom.admin.WorkPull;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.WorkCode;

/** {@code work pull}: takes over what a subscription sets. */
@Command(
        name = "pull",
        description =
                "Take over what the subscription sets about backups; it replaces what is set in the channel cockpit.",
        mixinStandardHelpOptions = true)
final class PullWorkCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private ConsentOptions consent = new ConsentOptions();

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    PullWorkCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        PolicyOperations.Consent given = consent.consent();
        try (Components store = workplace.open(data)) {
            WorkPull.Pulled pulled =
                    new Operations(store, workplace.actor()).workPull().pull(tenant.slug, given);
            new PolicyDesk(terminal, workplace).print(pulled.changed(), given, output);
            if (!output.json) {
                new WorkView(terminal).remarks(pulled.state());
                if (!given.dryRun()) {
                    terminal.note(Message.of(
                            WorkCode.WORK_PULLED,
                            pulled.state().subscription().credentials().size()));
                }
            }
            return ExitStatus.DONE.code();
        }
    }
}
