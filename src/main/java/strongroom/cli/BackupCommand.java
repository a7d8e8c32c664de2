package strongroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.admin.BackupLine;
import strongroom.admin.BackupOperations;
import strongroom.admin.TypedNames;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.backup.Handle;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;

/** {@code backup}: what is kept, one by one. */
@Command(name = "backup", description = "Look at kept backups, hold and revert them.", mixinStandardHelpOptions = true)
final class BackupCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    BackupCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Command(
            name = "list",
            description = "List kept backups, also those in the trash.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ScopeOptions scope, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            List<BackupLine> lines = new ArrayList<>();
            operations(store).backups().forEach(scope.scope(), null, lines::add);
            if (output.json) {
                terminal.json(lines.stream().map(BackupText::json).toList());
            } else {
                terminal.table(
                        BackupText.HEAD, lines.stream().map(BackupText::row).toList());
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(name = "show", description = "Show a backup with its versions.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "HANDLE", description = "as shown by backup list") String handle,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        Handle wanted = TypedNames.handle(handle);
        try (Components store = workplace.open(data)) {
            BackupOperations.Detail detail = operations(store).backups().show(wanted);
            if (output.json) {
                terminal.json(BackupText.json(detail));
            } else {
                print(detail);
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "hold",
            description = "Keep a backup whatever its age: nothing of it is swept, pruned or purged.",
            mixinStandardHelpOptions = true)
    int hold(
            @Parameters(paramLabel = "HANDLE", description = "as shown by backup list") String handle,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return hold(handle, true, data, output);
    }

    @Command(name = "release", description = "End the hold of a backup.", mixinStandardHelpOptions = true)
    int release(
            @Parameters(paramLabel = "HANDLE", description = "as shown by backup list") String handle,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        return hold(handle, false, data, output);
    }

    private int hold(String handle, boolean held, DataOptions data, JsonOption output) {
        Handle wanted = TypedNames.handle(handle);
        try (Components store = workplace.open(data)) {
            BackupLine line = operations(store).backups().hold(wanted, held);
            if (output.json) {
                terminal.json(BackupText.trashJson(line));
                return ExitStatus.DONE.code();
            }
            MessageCode code = held ? MessageCode.BACKUP_NOW_HELD : MessageCode.BACKUP_RELEASED;
            boolean stillHeld = !held && line.standing().held();
            terminal.line(Message.of(stillHeld ? MessageCode.BACKUP_STILL_HELD : code, wanted.toString()));
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "revert",
            description = "Make an earlier version the current one; what it replaces becomes a version.")
    int revert(
            @Option(
                            names = {"-h", "--help"},
                            usageHelp = true,
                            description = "show this help and exit")
                    boolean help,
            @Parameters(paramLabel = "HANDLE", description = "as shown by backup list") String handle,
            @Option(
                            names = "--version",
                            paramLabel = "REVISION",
                            description = "as shown by backup show (default: the one replaced last)")
                    @Nullable Long revision,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        Handle wanted = TypedNames.handle(handle);
        try (Components store = workplace.open(data)) {
            BackupOperations.Detail now = operations(store).backups().revert(wanted, revision);
            if (output.json) {
                terminal.json(BackupText.json(now));
            } else {
                terminal.line(Message.of(
                        MessageCode.BACKUP_REVERTED,
                        wanted.toString(),
                        now.revision(),
                        now.line().uploadedAt()));
            }
            return ExitStatus.DONE.code();
        }
    }

    private void print(BackupOperations.Detail detail) {
        for (Map.Entry<String, Object> fact : BackupText.json(detail).entrySet()) {
            if (!fact.getKey().equals("earlier")) {
                terminal.line(fact.getKey() + ": " + (fact.getValue() == null ? "-" : fact.getValue()));
            }
        }
        if (!detail.versions().isEmpty()) {
            terminal.table(
                    List.of("REVISION", "BYTES", "UPLOADED"),
                    detail.versions().stream()
                            .map(blob -> List.of(
                                    Long.toString(blob.revision()),
                                    Long.toString(blob.bytes()),
                                    Shown.time(blob.uploadedAt())))
                            .toList());
        }
    }

    private Operations operations(Components store) {
        return new Operations(store, workplace.actor());
    }
}
