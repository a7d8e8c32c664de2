package strongroom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import strongroom.admin.DisclosureOperations.Disclosure;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.OffboardingCode;

/** {@code account disclose}: what is stored about a person, for that person. */
@Command(
        name = "disclose",
        description = "Print all that is stored about a person, as JSON.",
        mixinStandardHelpOptions = true)
final class DiscloseAccountCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Parameters(paramLabel = "NAME", description = "the user name, or the identity")
    private String name = "";

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    /** Here for whoever gives it everywhere: there is no other form. */
    @Mixin
    private JsonOption output = new JsonOption();

    DiscloseAccountCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            Operations operations = new Operations(store, workplace.actor());
            Disclosure disclosure = operations.disclosure().disclose(tenant.slug, name);
            terminal.json(new DisclosureJson(new AuditText(operations.audit())).of(disclosure));
            if (!output.json) {
                terminal.note(Message.of(OffboardingCode.DISCLOSED, name));
            }
            return ExitStatus.DONE.code();
        }
    }
}
