package strongroom.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.RestoreOperations;
import strongroom.admin.RestoreOperations.Awaited;
import strongroom.admin.RestoreSentences;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.RestoreCode;
import strongroom.message.SingleLine;

/** {@code restore}: bringing an identity back to a new phone. */
@Command(
        name = "restore",
        description = "Bring an identity back to a new phone: check first, then watch.",
        mixinStandardHelpOptions = true)
final class RestoreCommand {

    private static final List<String> HEAD =
            List.of("TENANT", "ACCOUNT", "SINCE", "UNTIL", "STAGE", "READ", "UPLOADED", "PLATFORM", "POLICY");

    private final Terminal terminal;
    private final Workplace workplace;

    RestoreCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    /** Returns the whole group. */
    static CommandLine group(Terminal terminal, Workplace workplace) {
        return new CommandLine(new RestoreCommand(terminal, workplace))
                .addSubcommand(new PlanRestoreCommand(terminal, workplace));
    }

    @Command(
            name = "expect",
            description = "Wait for the new phone of an account, or end to wait with --done.",
            mixinStandardHelpOptions = true)
    int expect(
            @Option(names = "--account", required = true, paramLabel = "NAME", description = "whose phone it is")
                    String account,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "7",
                            description = "after which somebody should look after it (default: ${DEFAULT-VALUE})")
                    int days,
            @Option(
                            names = "--done",
                            description = "the phone is back and the device manager cleared, or nobody waits any more")
                    boolean done,
            @Mixin TenantOption tenant,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            RestoreOperations restores = operations(store);
            if (done) {
                boolean isPolicySet = restores.close(tenant.slug, account);
                print(Message.of(RestoreCode.RESTORE_CLOSED, account), output);
                if (isPolicySet) {
                    terminal.note(Message.of(RestoreCode.RESTORE_POLICY_STILL_HAS, account));
                }
            } else {
                Instant until = restores.expect(tenant.slug, account, days);
                print(Message.of(RestoreCode.RESTORE_EXPECTED, account, until), output);
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "status",
            description = "Say how far new phones are: exit code 3 as long as one is waited for.",
            mixinStandardHelpOptions = true)
    int status(@Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            List<Awaited> all = operations(store).awaited();
            if (output.json) {
                terminal.json(all.stream().map(RestoreCommand::json).toList());
            } else if (all.isEmpty()) {
                terminal.line(Message.of(RestoreCode.RESTORE_NOTHING_EXPECTED));
            } else {
                terminal.table(HEAD, all.stream().map(RestoreCommand::row).toList());
                all.forEach(this::remind);
            }
            return (all.isEmpty() ? ExitStatus.DONE : ExitStatus.DEGRADED).code();
        }
    }

    private void remind(Awaited awaited) {
        terminal.line(RestoreSentences.of(awaited.comeback().stage(), awaited.account()));
        if (awaited.isPolicySet()) {
            terminal.line(Message.of(RestoreCode.RESTORE_POLICY_STILL_HAS, awaited.account()));
        }
    }

    private static List<String> row(Awaited awaited) {
        String platform = awaited.comeback().platform();
        return List.of(
                awaited.tenant(),
                SingleLine.of(awaited.account()),
                Shown.time(awaited.expectation().since()),
                Shown.time(awaited.expectation().until()),
                stage(awaited),
                Shown.time(awaited.comeback().read()),
                Shown.time(awaited.comeback().uploaded()),
                platform == null ? "-" : platform,
                awaited.isPolicySet() ? "still set" : "clear");
    }

    private static Map<String, Object> json(Awaited awaited) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tenant", awaited.tenant());
        map.put("account", awaited.account());
        map.put("since", awaited.expectation().since().toString());
        map.put("until", awaited.expectation().until().toString());
        map.put("stage", stage(awaited));
        BackupText.put(map, "readAt", awaited.comeback().read());
        BackupText.put(map, "uploadedAt", awaited.comeback().uploaded());
        BackupText.put(map, "platform", awaited.comeback().platform());
        map.put("policyStillSet", awaited.isPolicySet());
        return map;
    }

    private static String stage(Awaited awaited) {
        return Shown.word(awaited.comeback().stage());
    }

    private void print(Message message, JsonOption output) {
        if (output.json) {
            terminal.json(message.toMap());
        } else {
            terminal.line(message);
        }
    }

    private RestoreOperations operations(Components store) {
        return new Operations(store, workplace.actor()).restores();
    }
}
