package strongroom.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.admin.BackupLine;
import strongroom.admin.TrashOperations;
import strongroom.admin.TrashOperations.Found;
import strongroom.admin.TypedNames;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.backup.StoredBackup.State;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.message.SingleLine;

/** {@code trash}: what phones deleted and sweeps outlived, brought back or destroyed. */
@Command(name = "trash", description = "Look at the trash, restore from it, purge it.", mixinStandardHelpOptions = true)
final class TrashCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    TrashCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Command(name = "list", description = "List what is in the trash.", mixinStandardHelpOptions = true)
    int list(@Mixin ScopeOptions scope, @Mixin DataOptions data, @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            List<BackupLine> lines = new ArrayList<>();
            operations(store).backups().forEach(scope.scope(), State.TRASHED, lines::add);
            if (output.json) {
                terminal.json(lines.stream().map(BackupText::trashJson).toList());
            } else {
                terminal.table(
                        List.of("HANDLE", "TENANT", "ACCOUNT", "BYTES", "TRASHED", "PURGED"),
                        lines.stream().map(TrashCommand::row).toList());
            }
            return ExitStatus.DONE.code();
        }
    }

    private static List<String> row(BackupLine line) {
        return List.of(
                line.handle().toString(),
                line.tenant(),
                line.account() == null ? "-" : SingleLine.of(line.account()),
                Long.toString(line.bytes()),
                Shown.time(line.standing().trashedAt()),
                line.standing().held() ? "held" : Shown.time(line.ends()));
    }

    @Command(
            name = "restore",
            description = "Bring backups back: those named, or all that were trashed since a time.",
            mixinStandardHelpOptions = true)
    int restore(
            @Parameters(paramLabel = "HANDLE", arity = "0..*", description = "as shown by trash list") @Nullable List<String> handles,
            @Mixin ScopeOptions scope,
            @Option(names = "--since", paramLabel = "TIME", description = "in UTC, as in 2026-11-23T04:10:00Z")
                    @Nullable String since,
            @Mixin ConfirmOption confirm,
            @Mixin DryRunOption dry,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        boolean named = handles != null && !handles.isEmpty();
        if (named && (scope.tenant != null || scope.account != null || since != null)) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "HANDLE", since == null ? "--tenant" : "--since");
        }
        Instant from = since == null ? null : time(since);
        if (!named && (scope.tenant == null || from == null)) {
            throw Refusal.usage(MessageCode.TRASH_SELECTION_MISSING);
        }
        try (Components store = workplace.open(data)) {
            TrashOperations trash = operations(store).trash();
            Found found = find(trash, handles, scope, from);
            TrashOperations.checkRestore(found, confirm.number);
            int of = found.all().size();
            if (dry.dryRun) {
                return print(output, counts(of, 0, 0, true), Message.of(MessageCode.TRASH_WOULD_RESTORE, of));
            }
            Progress progress = new Progress(terminal);
            int done = trash.restore(found, progress::reached);
            progress.end();
            return print(output, counts(of, done, 0, false), Message.of(MessageCode.TRASH_RESTORED, done, of));
        }
    }

    @Command(
            name = "purge",
            description = "Destroy what is in the trash, all of it or the named backups; held ones stay.",
            mixinStandardHelpOptions = true)
    int purge(
            @Parameters(paramLabel = "HANDLE", arity = "0..*", description = "as shown by trash list") @Nullable List<String> handles,
            @Mixin ScopeOptions scope,
            @Mixin ConfirmOption confirm,
            @Mixin DryRunOption dry,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        if (handles != null && !handles.isEmpty() && (scope.tenant != null || scope.account != null)) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "HANDLE", "--tenant");
        }
        try (Components store = workplace.open(data)) {
            TrashOperations trash = operations(store).trash();
            Found found = find(trash, handles, scope, null);
            int free = found.free().size();
            if (dry.dryRun) {
                TrashOperations.checkHolds(found);
                return print(
                        output,
                        counts(free, 0, found.held(), true),
                        Message.of(MessageCode.TRASH_WOULD_PURGE, free, found.held()));
            }
            TrashOperations.checkPurge(found, confirm.number);
            Progress progress = new Progress(terminal);
            int done = trash.purge(found, progress::reached);
            progress.end();
            return print(
                    output,
                    counts(free, done, found.held(), false),
                    Message.of(MessageCode.TRASH_PURGED, done, found.held()));
        }
    }

    private static Found find(
            TrashOperations trash, @Nullable List<String> handles, ScopeOptions scope, @Nullable Instant since) {
        return handles == null || handles.isEmpty()
                ? trash.find(scope.scope(), since)
                : trash.named(handles.stream().map(TypedNames::handle).toList());
    }

    private static Instant time(String typed) {
        try {
            return Instant.parse(typed);
        } catch (DateTimeParseException notATime) {
            throw Refusal.usage(MessageCode.TIME_MALFORMED, typed);
        }
    }

    private static Map<String, Object> counts(int found, int done, int held, boolean dryRun) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("dryRun", dryRun);
        counts.put("found", found);
        counts.put("done", done);
        counts.put("held", held);
        return counts;
    }

    private int print(JsonOption output, Map<String, Object> counts, Message message) {
        if (output.json) {
            terminal.json(counts);
        } else {
            terminal.line(message);
        }
        return ExitStatus.DONE.code();
    }

    private Operations operations(Components store) {
        return new Operations(store, workplace.actor());
    }
}
