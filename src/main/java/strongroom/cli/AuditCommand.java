package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.AuditOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditVerification;
import strongroom.audit.AuditVerification.Finding;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;

/** {@code audit}: who did what, and whether the log is what was written. */
@Command(name = "audit", description = "Read the audit log and check it.", mixinStandardHelpOptions = true)
final class AuditCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    AuditCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Command(name = "list", description = "Print the log, the newest entry last.", mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--after",
                            paramLabel = "SEQ",
                            defaultValue = "0",
                            description = "only entries above this number")
                    long after,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        try (Components store = workplace.open(data)) {
            AuditOperations audit = operations(store);
            AuditText text = new AuditText(audit);
            if (output.json) {
                List<Map<String, Object>> entries = new ArrayList<>();
                audit.forEach(after, entry -> entries.add(text.json(entry)));
                terminal.json(entries);
            } else {
                audit.forEach(after, entry -> terminal.line(text.line(entry)));
            }
            return ExitStatus.DONE.code();
        }
    }

    @Command(
            name = "verify",
            description = "Check that nothing in the log was changed, deleted or swapped.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--expect",
                            paramLabel = "SEQ:MAC",
                            description = "an end of the log that was seen before: shows also what was cut off")
                    @Nullable String expect,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        AuditLog.Head expected = expect == null ? null : AuditOperations.head(expect);
        try (Components store = workplace.open(data)) {
            return switch (operations(store).verify(expected)) {
                case AuditVerification.Intact(long entries, AuditLog.@Nullable Head head) ->
                    intact(entries, head, output);
                case AuditVerification.Broken(List<Finding> findings, long total) -> broken(findings, total, output);
            };
        }
    }

    private int intact(long entries, AuditLog.@Nullable Head head, JsonOption output) {
        if (output.json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("intact", true);
            map.put("entries", entries);
            BackupText.put(map, "head", head == null ? null : text(head));
            map.put("findings", List.of());
            terminal.json(map);
        } else if (head == null) {
            terminal.line(Message.of(MessageCode.AUDIT_EMPTY));
        } else {
            terminal.line(Message.of(MessageCode.AUDIT_INTACT, entries, text(head)));
        }
        return ExitStatus.DONE.code();
    }

    private int broken(List<Finding> findings, long total, JsonOption output) {
        List<Message> messages = findings.stream().map(AuditText::message).toList();
        if (output.json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("intact", false);
            map.put("total", total);
            map.put("findings", messages.stream().map(Message::toMap).toList());
            terminal.json(map);
        } else {
            messages.forEach(terminal::line);
            terminal.line(Message.of(MessageCode.AUDIT_BROKEN, total));
        }
        return ExitStatus.FAILED.code();
    }

    static String text(AuditLog.Head head) {
        return head.sequence() + ":" + head.mac();
    }

    private AuditOperations operations(Components store) {
        return new Operations(store, workplace.actor()).audit();
    }
}
