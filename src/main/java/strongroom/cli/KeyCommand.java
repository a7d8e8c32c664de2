package strongroom.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.admin.GenerationOperations.Generation;
import strongroom.admin.KeyReport;
import strongroom.admin.KeyringOperations;
import strongroom.admin.KeyringOperations.Rotated;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.KeyConfirmation;

/** {@code key}: the keyring and the tenants' keys. */
@Command(name = "key", description = "Look at keys, rotate, remove, export them.", mixinStandardHelpOptions = true)
final class KeyCommand {

    private static final int MOST_QUESTIONS = 3;

    private final Terminal terminal;
    private final Workplace workplace;

    KeyCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Command(
            name = "status",
            description = "Show which keys there are and what needs them.",
            mixinStandardHelpOptions = true)
    int status(@Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            Operations operations = operations(store);
            KeyReport report = operations.keyReport();
            if (output.json) {
                terminal.json(KeyText.json(report));
            } else {
                KeyText.print(report, terminal);
            }
            report.problems(operations.directory()).forEach(terminal::note);
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "rotate",
            description = "Give the keyring a new key, or a tenant a new generation of its own.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Option(names = "--tenant", paramLabel = "SLUG", description = "rotate this tenant's key instead") @Nullable String tenant,
            @Mixin DryRunOption dry,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            Operations operations = operations(store);
            if (tenant != null) {
                Generation generation = dry.dryRun
                        ? operations.generations().planRotation(tenant)
                        : operations.generations().rotate(tenant);
                MessageCode code = dry.dryRun ? MessageCode.GENERATION_PLANNED : MessageCode.GENERATION_STARTED;
                return print(output, generation.toString(), dry.dryRun, Message.of(code, generation.toString()));
            }
            KeyringOperations keyring = operations.keyring();
            Rotated rotated = dry.dryRun ? keyring.planRotation() : keyring.rotate();
            return print(output, rotated.key(), dry.dryRun, message(rotated));
        }
    }

    private static Message message(Rotated rotated) {
        if (rotated.key() == null) {
            return Message.of(MessageCode.KEY_ROTATION_PLANNED, rotated.keys());
        }
        MessageCode code = rotated.finished() ? MessageCode.KEY_ROTATION_FINISHED : MessageCode.KEY_ROTATED;
        return Message.of(code, rotated.key(), rotated.keys());
    }

    @Command(
            name = "remove",
            description = "Remove a key that nothing needs any more.",
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "ID", description = "a key of the keyring, or TENANT:GENERATION") String id,
            @Mixin DryRunOption dry,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        Generation generation = Generation.parse(id);
        try (Components store = workplace.open(data)) {
            Operations operations = operations(store);
            if (generation == null && dry.dryRun) {
                operations.keyring().planRemoval(id);
            } else if (generation == null) {
                operations.keyring().remove(id);
            } else if (dry.dryRun) {
                operations.generations().checkRemoval(generation);
            } else {
                operations.generations().remove(generation);
            }
            MessageCode removed = generation == null ? MessageCode.KEY_REMOVED : MessageCode.GENERATION_REMOVED;
            MessageCode code = dry.dryRun ? MessageCode.KEY_REMOVABLE : removed;
            return print(output, id, dry.dryRun, Message.of(code, id));
        }
    }

    @Command(
            name = "export",
            description = "Print the key file to standard output, for paper or a safe. It is the secret itself.",
            mixinStandardHelpOptions = true)
    int export(@Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            String text = new String(operations(store).keyring().export(), StandardCharsets.US_ASCII);
            terminal.note(Message.of(
                    MessageCode.KEY_EXPORT_WARNING, store.keyringFile().place()));
            if (output.json) {
                terminal.json(Map.of("keyring", text));
            } else {
                terminal.out().print(text);
                terminal.out().flush();
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "confirm",
            description = "Show that a copy of the key exists, by typing two groups of it.",
            mixinStandardHelpOptions = true)
    int confirm(@Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            KeyringOperations keyring = operations(store).keyring();
            TypedGroups input = new TypedGroups(terminal.in());
            for (int asked = 1; ; asked++) {
                KeyConfirmation question = keyring.ask();
                terminal.note(Message.of(
                        MessageCode.KEY_CONFIRM_QUESTION, question.keyringId(), question.first(), question.second()));
                switch (keyring.answer(question, input.next())) {
                    case CONFIRMED -> {
                        String id = question.keyringId();
                        return print(output, id, false, Message.of(MessageCode.KEY_CONFIRMED, id));
                    }
                    case MISTYPED -> {
                        if (!terminal.interactive() || asked == MOST_QUESTIONS) {
                            throw Refusal.failed(MessageCode.KEY_CONFIRM_MISTYPED);
                        }
                        terminal.note(Message.of(MessageCode.KEY_CONFIRM_MISTYPED));
                    }
                    case OTHER_KEY ->
                        throw Refusal.failed(
                                MessageCode.KEY_CONFIRM_DIFFERS,
                                store.keyringFile().place());
                }
            }
        }
    }

    private int print(JsonOption output, @Nullable String key, boolean dryRun, Message message) {
        if (output.json) {
            Map<String, Object> map = new LinkedHashMap<>();
            BackupText.put(map, "key", key);
            map.put("dryRun", dryRun);
            terminal.json(map);
        } else {
            terminal.line(message);
        }
        return ExitStatus.DONE.code();
    }

    private Operations operations(Components store) {
        return new Operations(store, workplace.actor());
    }
}
