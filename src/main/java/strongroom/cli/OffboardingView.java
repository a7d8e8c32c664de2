package strongroom.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import strongroom.account.Id128;
import strongroom.admin.Certificates.Batch;
import strongroom.admin.Certificates.Certificate;
import strongroom.admin.Offboarding;
import strongroom.admin.OffboardingAdvice;
import strongroom.admin.OffboardingOperations.Line;
import strongroom.admin.OffboardingOperations.Outcome;
import strongroom.admin.OffboardingOperations.Plan;
import strongroom.admin.OffboardingOperations.Progress;
import strongroom.backup.StoredBackup.State;
import strongroom.message.Catalogue;
import strongroom.message.Message;
import strongroom.message.OffboardingCode;
import strongroom.message.SingleLine;

/** People who leave, as tables. */
final class OffboardingView {

    static final List<String> DECISION_HEAD = List.of("ACCOUNT", "KEEPS ID", "KEEPS APP", "BACKUPS", "DUE");
    static final List<String> PLAN_HEAD =
            List.of("ACCOUNT", "KEEPS ID", "KEEPS APP", "BACKUPS", "DUE", "LIVE", "TRASHED", "DAMAGED", "VERSIONS");
    static final List<String> STEPS_HEAD = List.of("FOR", "STEP", "TO BE DONE ELSEWHERE, IN THIS ORDER");

    private static final List<String> REPORT_HEAD =
            List.of("ACCOUNT", "KEEPS ID", "KEEPS APP", "BACKUPS", "DUE", "DONE", "TRASHED", "DESTROYED", "VERSIONS");
    static final List<String> WENT_HEAD = List.of("HANDLE", "ACCOUNT", "WHAT", "AT");
    private static final String NOTHING = "-";

    private OffboardingView() {}

    /** What is told about one account; nothing was decided about one that was only erased. */
    record Entry(Outcome outcome, @Nullable Offboarding decided, Certificate certificate) {

        static Entry of(Outcome outcome, @Nullable Offboarding decided, @Nullable Certificate certificate) {
            return new Entry(outcome, decided, Objects.requireNonNull(certificate));
        }
    }

    static List<String> row(Line line) {
        List<String> row = new ArrayList<>(decision(
                line.name(),
                line.terms().keepId(),
                line.terms().keepApp(),
                Shown.word(line.terms().backups()),
                line.dueAt()));
        row.add(String.valueOf(line.belongings().count(State.LIVE)));
        row.add(String.valueOf(line.belongings().count(State.TRASHED)));
        row.add(String.valueOf(line.belongings().count(State.DAMAGED)));
        row.add(String.valueOf(line.belongings().versions()));
        return row;
    }

    static List<String> row(String name, Offboarding decided) {
        return decision(
                name,
                decided.terms().keepId(),
                decided.terms().keepApp(),
                Shown.word(decided.terms().backups()),
                decided.dueAt());
    }

    private static List<String> decision(String name, boolean id, boolean app, String backups, Instant due) {
        return List.of(SingleLine.of(name), id ? "yes" : "no", app ? "yes" : "no", backups, Shown.time(due));
    }

    /** Prints what was decided, what went, what that does not reach, and what is left to be done elsewhere. */
    static void print(Terminal terminal, List<Entry> entries) {
        terminal.table(REPORT_HEAD, entries.stream().map(OffboardingView::row).toList());
        List<List<String>> went = entries.stream()
                .flatMap(entry -> went(entry.outcome().name(), entry.certificate()).stream())
                .toList();
        if (!went.isEmpty()) {
            terminal.line("");
            terminal.table(WENT_HEAD, went);
        }
        Map<List<Message>, List<String>> steps = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.decided() != null) {
                steps.computeIfAbsent(OffboardingAdvice.steps(entry.decided()), none -> new ArrayList<>())
                        .add(entry.outcome().name());
            }
        }
        if (!steps.isEmpty()) {
            terminal.line("");
            terminal.table(STEPS_HEAD, rows(steps, terminal.catalogue()));
        }
        limits(terminal, OffboardingAdvice.limits());
        if (!steps.isEmpty()) {
            terminal.line("");
            terminal.line(Message.of(
                    OffboardingCode.OFFBOARD_BEGUN,
                    count(entries, Progress.PENDING),
                    count(entries, Progress.WAITING),
                    count(entries, Progress.DONE)));
        }
    }

    static void limits(Terminal terminal, List<Message> limits) {
        terminal.line("");
        terminal.table(
                List.of("WHAT THIS DOES NOT REACH"),
                limits.stream()
                        .map(limit -> List.of(terminal.catalogue().render(limit)))
                        .toList());
    }

    private static long count(List<Entry> entries, Progress progress) {
        return entries.stream()
                .filter(entry -> entry.outcome().progress() == progress)
                .count();
    }

    private static List<String> row(Entry entry) {
        Offboarding decided = entry.decided();
        Certificate certificate = entry.certificate();
        List<String> row = new ArrayList<>(
                decided == null
                        ? List.of(entry.outcome().name(), NOTHING, NOTHING, NOTHING, NOTHING)
                        : row(entry.outcome().name(), decided));
        row.add(done(entry.outcome().progress(), decided));
        row.add(String.valueOf(certificate.trashed().stream()
                .mapToInt(batch -> batch.handles().size())
                .sum()));
        row.add(String.valueOf(certificate.backups()));
        row.add(String.valueOf(certificate.versions()));
        return row;
    }

    private static String done(Progress progress, @Nullable Offboarding decided) {
        return switch (progress) {
            case DONE -> Shown.time(decided == null ? null : decided.doneAt());
            case PENDING -> NOTHING;
            case WAITING -> "held";
            case OVERTAKEN -> "repeat";
        };
    }

    /** Returns a row for each backup that went, the oldest first. */
    static List<List<String>> went(String name, Certificate certificate) {
        List<List<String>> rows = new ArrayList<>();
        certificate.trashed().forEach(batch -> add(rows, name, "trashed", batch));
        certificate.destroyed().forEach(batch -> add(rows, name, "destroyed", batch));
        return rows;
    }

    private static void add(List<List<String>> rows, String name, String what, Batch batch) {
        for (Id128 handle : batch.handles()) {
            rows.add(List.of(handle.toString(), SingleLine.of(name), what, Shown.time(batch.at())));
        }
    }

    static List<List<String>> steps(Plan plan, Catalogue catalogue) {
        Map<List<Message>, List<String>> steps = new LinkedHashMap<>();
        for (Line line : plan.lines()) {
            steps.computeIfAbsent(OffboardingAdvice.steps(line.offboarding(plan.now())), none -> new ArrayList<>())
                    .add(line.name());
        }
        return rows(steps, catalogue);
    }

    private static List<List<String>> rows(Map<List<Message>, List<String>> steps, Catalogue catalogue) {
        List<List<String>> rows = new ArrayList<>();
        steps.forEach((messages, names) -> {
            for (int i = 0; i < messages.size(); i++) {
                rows.add(List.of(
                        i == 0 ? SingleLine.of(OffboardingAdvice.some(names)) : "",
                        String.valueOf(i + 1),
                        catalogue.render(messages.get(i))));
            }
        });
        return rows;
    }
}
