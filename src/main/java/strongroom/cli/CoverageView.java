package strongroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountKind;
import strongroom.admin.CoverageOperations.Report;
import strongroom.coverage.Coverage;
import strongroom.coverage.Duty;
import strongroom.coverage.Line;
import strongroom.coverage.Verdict;
import strongroom.message.CoverageCode;
import strongroom.message.Message;
import strongroom.message.SingleLine;

/** Coverage as a table, as JSON and as CSV. The names of the last two are what others read, and stay. */
final class CoverageView {

    static final List<String> HEAD =
            List.of("ACCOUNT", "MUST", "STATE", "PLATFORM", "BACKUPS", "LAST UPLOAD", "LAST SIGN", "DEADLINE", "NOTE");

    private CoverageView() {}

    static List<String> row(Line line) {
        Verdict verdict = line.verdict();
        return Stream.of(
                        AccountView.name(line.account()),
                        must(line.duty()),
                        verdict == null ? "-" : Shown.word(verdict.state()),
                        platform(line) == null ? "-" : String.valueOf(platform(line)),
                        Integer.toString(line.backups()),
                        Shown.time(line.lastUpload()),
                        Shown.time(line.lastSign()),
                        Shown.time(verdict == null ? null : verdict.deadline()),
                        notes(line))
                .map(SingleLine::of)
                .toList();
    }

    private static String must(Duty duty) {
        return switch (duty) {
            case MUST -> "yes";
            case MAY -> "no";
            case FORBIDDEN -> "forbidden";
            case CLOSED -> "closed";
        };
    }

    private static String notes(Line line) {
        List<String> notes = new ArrayList<>();
        Verdict verdict = line.verdict();
        if (line.account().kind() == AccountKind.SHARED) {
            notes.add("shared");
        }
        if (verdict != null && verdict.isRace()) {
            notes.add("deleted-at-once");
        }
        if (verdict != null && verdict.isOverdue()) {
            notes.add("overdue");
        }
        if (line.byTurns() > 0) {
            notes.add("by-turns");
        }
        return notes.isEmpty() ? "-" : String.join(",", notes);
    }

    /** Returns what is to be done beside looking at the states. */
    static List<Message> notes(Report report) {
        List<Line> lines = report.coverage().lines();
        List<Message> notes = new ArrayList<>();
        long races = lines.stream()
                .filter(line -> line.verdict() != null && line.verdict().isRace())
                .count();
        long overdue = lines.stream()
                .filter(line -> line.verdict() != null && line.verdict().isOverdue())
                .count();
        long turns = lines.stream().mapToLong(Line::byTurns).sum();
        String slug = TenantView.slug(report.tenant());
        add(notes, races, Message.of(CoverageCode.COVERAGE_DELETED_AT_ONCE, races, slug));
        add(notes, turns, Message.of(CoverageCode.COVERAGE_BY_TURNS, turns));
        add(notes, overdue, Message.of(CoverageCode.COVERAGE_OVERDUE, overdue));
        add(notes, report.isOpen() ? 1 : 0, Message.of(CoverageCode.COVERAGE_LOGIN_OPEN, slug));
        add(notes, report.unowned(), Message.of(CoverageCode.COVERAGE_UNOWNED, report.unowned()));
        return notes;
    }

    private static void add(List<Message> notes, long count, Message note) {
        if (count > 0) {
            notes.add(note);
        }
    }

    static Message counted(Coverage.Counts counts) {
        return Message.of(
                CoverageCode.COVERAGE_COUNTED,
                counts.expected(),
                counts.alarming(),
                counts.logins(),
                counts.seen(),
                counts.covered());
    }

    /** @param shown the accounts to be shown; the counts are of all */
    static Map<String, @Nullable Object> toMap(Report report, List<Line> shown) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(report.tenant()));
        map.put("at", report.at().toString());
        map.put("retentionDays", report.tenant().settings().announcement().retentionDays());
        map.put("loginOpen", report.isOpen());
        map.put("unownedBackups", report.unowned());
        map.put("counts", toMap(report.coverage().counts()));
        map.put("notes", notes(report).stream().map(Message::toMap).toList());
        map.put("accounts", shown.stream().map(CoverageView::toMap).toList());
        return map;
    }

    private static Map<String, @Nullable Object> toMap(Coverage.Counts counts) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("expected", counts.expected());
        map.put("withLogin", counts.logins());
        map.put("seen", counts.seen());
        map.put("protected", counts.covered());
        map.put("expectedNotProtected", counts.alarming());
        return map;
    }

    /** An account by the names that JSON and CSV have in common. */
    static Map<String, @Nullable Object> toMap(Line line) {
        Verdict verdict = line.verdict();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("account", AccountView.name(line.account()));
        map.put("id", line.account().id().toString());
        map.put("csi", line.account().labels().csi());
        map.put("kind", Shown.word(line.account().kind()));
        map.put("must", line.duty() == Duty.MUST);
        map.put("duty", Shown.word(line.duty()));
        map.put("state", verdict == null ? null : Shown.word(verdict.state()));
        map.put("deletedAtOnce", verdict != null && verdict.isRace());
        map.put("overdue", verdict != null && verdict.isOverdue());
        map.put("platform", platform(line));
        map.put("backups", line.backups());
        map.put("writtenByTurns", line.byTurns());
        map.put("lastUploadAt", Shown.timeOrNull(line.lastUpload()));
        map.put("lastSignAt", Shown.timeOrNull(line.lastSign()));
        map.put("lastConfigAt", Shown.timeOrNull(line.activity().lastConfig()));
        map.put("lastDeleteAt", Shown.timeOrNull(line.activity().lastDelete()));
        map.put("lastRefusedAt", Shown.timeOrNull(line.activity().lastRefused()));
        map.put("lastReadAt", Shown.timeOrNull(line.activity().lastRead()));
        map.put("deadline", Shown.timeOrNull(verdict == null ? null : verdict.deadline()));
        return map;
    }

    static List<String> csvRow(Line line) {
        return toMap(line).values().stream()
                .map(value -> value == null ? "" : value.toString())
                .toList();
    }

    /** Through a shared login come phones of all kinds. */
    private static @Nullable String platform(Line line) {
        return line.account().kind() == AccountKind.SHARED
                ? null
                : line.activity().platform();
    }
}
