package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import strongroom.admin.WorkOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.WorkCode;

/** {@code work}: the Threema Work subscription that a tenant is connected to. */
@Command(
        name = "work",
        description = "Connect a tenant to its Threema Work subscription, compare, read and write it.",
        mixinStandardHelpOptions = true)
final class WorkCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    WorkCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    /** Returns the whole group. */
    static CommandLine group(Terminal terminal, Workplace workplace) {
        return new CommandLine(new WorkCommand(terminal, workplace))
                .addSubcommand(new ConnectWorkCommand(terminal, workplace))
                .addSubcommand(new PullWorkCommand(terminal, workplace))
                .addSubcommand(new DriftWorkCommand(terminal, workplace))
                .addSubcommand(new PushWorkCommand(terminal, workplace));
    }

    @Command(
            name = "show",
            description = "Show to what a tenant is connected, without asking it.",
            mixinStandardHelpOptions = true)
    int show(@Mixin TenantOption tenant, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            WorkOperations.Status status =
                    new Operations(store, workplace.actor()).work().status(tenant.slug);
            if (output.json) {
                terminal.json(WorkView.toMap(status));
            } else if (status.connected() == null) {
                terminal.line(Message.of(WorkCode.WORK_NOT_CONNECTED, tenant.slug));
            } else {
                terminal.table(WorkView.STATUS_HEAD, WorkView.rows(status));
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "disconnect",
            description = "Forget the key of a tenant's subscription; nothing is changed there.",
            mixinStandardHelpOptions = true)
    int disconnect(@Mixin TenantOption tenant, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            WorkOperations.Status status =
                    new Operations(store, workplace.actor()).work().disconnect(tenant.slug);
            if (output.json) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put("tenant", TenantView.slug(status.tenant()));
                map.put("connected", false);
                terminal.json(map);
            } else {
                terminal.line(Message.of(WorkCode.WORK_DISCONNECTED, TenantView.slug(status.tenant())));
            }
            if (status.connected() != null && status.connected().pushingAt() != null) {
                terminal.note(
                        Message.of(WorkCode.WORK_FORGOT_PUSH, status.connected().pushingAt()));
            }
            return ExitStatus.DONE.code();
        }
    }
}
