package strongroom.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.admin.RestoreSentences;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.WriteOutcome;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;
import strongroom.message.RestoreCode;
import strongroom.restore.Finding;
import strongroom.restore.Kept;
import strongroom.restore.RestoreCase;
import strongroom.restore.RestorePlan;
import strongroom.restore.State;
import strongroom.restore.StoreAnswer;

/** A plan to restore as people and programs read it, and the settings for the device manager, which are handed out once. */
final class RestoreView {

    private static final List<String> HEAD = List.of("POINT", "STATE", "WHAT WAS FOUND, AND WHAT TO DO");

    private final Terminal terminal;
    private final JsonOption output;

    RestoreView(Terminal terminal, JsonOption output) {
        this.terminal = terminal;
        this.output = output;
    }

    static ExitStatus status(RestorePlan plan) {
        return switch (plan.verdict()) {
            case OK, CONFIRM -> ExitStatus.DONE;
            case WARNING -> ExitStatus.DEGRADED;
            case STOPS -> ExitStatus.FAILED;
        };
    }

    /** Prints all, and returns the exit code. Settings are given out only if nothing stops the restore. */
    int print(RestorePlan plan, RestoreCase found, RestoreDeviceOptions device, @Nullable ExportFormat format) {
        ExitStatus status = status(plan);
        String settings = format == null || status == ExitStatus.FAILED ? null : settings(found, device, format);
        boolean isPrinted = settings != null && device.out == null;
        if (settings != null && device.out != null) {
            PhoneFiles.write(device.out, settings.getBytes(StandardCharsets.UTF_8));
        }
        if (output.json) {
            terminal.json(json(plan, found, status, isPrinted ? settings : null));
        } else if (isPrinted) {
            // Standard output is the file for the device manager then, and nothing else.
            Table.lines(HEAD, rows(plan)).forEach(terminal.err()::println);
            terminal.out().print(settings);
            terminal.out().flush();
        } else {
            terminal.table(HEAD, rows(plan));
        }
        notes(plan, found, device, format, settings);
        return status.code();
    }

    private void notes(
            RestorePlan plan,
            RestoreCase found,
            RestoreDeviceOptions device,
            @Nullable ExportFormat format,
            @Nullable String settings) {
        if (format != null && settings == null) {
            terminal.note(Message.of(
                    RestoreCode.RESTORE_STOPPED,
                    plan.findings().stream()
                            .filter(finding -> finding.state() == State.STOPS)
                            .count()));
        }
        if (settings == null) {
            return;
        }
        terminal.note(
                device.out == null
                        ? Message.of(RestoreCode.RESTORE_SECRETS)
                        : Message.of(RestoreCode.RESTORE_WRITTEN, device.out));
        String account = found.facts() == null ? null : found.facts().account();
        if (account != null) {
            terminal.note(Message.of(RestoreCode.RESTORE_EXPECT_HINT, account));
        }
    }

    private static String settings(RestoreCase found, RestoreDeviceOptions device, ExportFormat format) {
        return switch (found.settings().write(format, found.platforms(), device.app.name)) {
            case WriteOutcome.Written(String text) -> text;
            case WriteOutcome.Unwritable(var parameter, int character) ->
                throw Refusal.failed(
                        PolicyCode.POLICY_UNWRITABLE, parameter.key(), String.format(Locale.ROOT, "U+%04X", character));
        };
    }

    private List<List<String>> rows(RestorePlan plan) {
        return plan.findings().stream()
                .map(finding -> List.of(
                        Integer.toString(finding.point()),
                        finding.state().toString(),
                        prefix(finding) + terminal.catalogue().render(RestoreSentences.of(finding))))
                .toList();
    }

    private static String prefix(Finding finding) {
        return finding instanceof Finding.OfPolicy of ? of.warning() + ": " : "";
    }

    private static Map<String, Object> json(
            RestorePlan plan, RestoreCase found, ExitStatus status, @Nullable String settings) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Finding finding : plan.findings()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("point", finding.point());
            line.put("state", finding.state().toString());
            if (finding instanceof Finding.OfPolicy of) {
                line.put("warning", of.warning().name());
                line.put(
                        "platforms",
                        of.platforms().stream().sorted().map(Object::toString).toList());
            }
            line.putAll(RestoreSentences.of(finding).toMap());
            lines.add(line);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("state", plan.verdict().toString());
        map.put("exit", status.code());
        map.put("checks", lines);
        if (found.store() instanceof StoreAnswer.Found(Kept kept)) {
            map.put("backup", json(kept));
        }
        if (settings != null) {
            map.put("settings", settings);
        }
        return map;
    }

    private static Map<String, Object> json(Kept kept) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("handle", kept.handle().toString());
        BackupText.put(map, "account", kept.account());
        map.put("state", Shown.word(kept.state()));
        map.put("bytes", kept.bytes());
        map.put("uploadedAt", kept.times().uploaded().toString());
        BackupText.put(map, "expiresAt", kept.times().ends());
        BackupText.put(map, "trashedAt", kept.times().trashed());
        map.put("versions", kept.versions());
        return map;
    }
}
