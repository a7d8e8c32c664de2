package strongroom.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.CoverageOperations.Report;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.coverage.Line;
import strongroom.coverage.State;
import strongroom.message.ExitStatus;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** {@code coverage}: who is protected. Works on the directory, with or without a server on it. */
@Command(
        name = "coverage",
        description =
                "Show whose backups are there and in time: exit code 0 if all who must have one are protected or quiet, else 3.",
        footerHeading = "%nStates:%n",
        footer = {
            "  deleted    the last upload was deleted by the phone: call the user",
            "  missing    a backup is a must, and there is none",
            "  foreign    the phone uploads although uploads are refused",
            "  stale      the backup is older than the phone would let it become",
            "  quiet      the backup is in time; the phone has no reason yet to be heard of",
            "  protected  the backup is there, and the phone was heard of lately",
            "  none       there is no backup, and none is a must"
        },
        mixinStandardHelpOptions = true)
final class CoverageCommand implements Callable<Integer> {

    private static final List<String> CSV_HEAD = List.of(
            "account",
            "id",
            "csi",
            "kind",
            "must",
            "duty",
            "state",
            "deletedAtOnce",
            "overdue",
            "platform",
            "backups",
            "writtenByTurns",
            "lastUploadAt",
            "lastSignAt",
            "lastConfigAt",
            "lastDeleteAt",
            "lastRefusedAt",
            "lastReadAt",
            "deadline");

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "only accounts in these states, with commas between; the counts stay those of all")
    private @Nullable List<State> states;

    @Option(names = "--csv", description = "print the accounts as CSV")
    private boolean csv;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    CoverageCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        if (csv && output.json) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "--csv", "--json");
        }
        try (Components store = workplace.open(data)) {
            Report report = new Operations(store, workplace.actor()).coverage().report(tenant.slug);
            print(
                    report,
                    report.coverage().lines().stream().filter(this::isWanted).toList());
            return (report.coverage().counts().alarming() == 0 ? ExitStatus.DONE : ExitStatus.DEGRADED).code();
        }
    }

    private boolean isWanted(Line line) {
        return states == null || states.isEmpty() || (line.state() != null && states.contains(line.state()));
    }

    private void print(Report report, List<Line> shown) {
        if (output.json) {
            terminal.json(CoverageView.toMap(report, shown));
            return;
        }
        if (csv) {
            terminal.csv(CSV_HEAD, shown.stream().map(CoverageView::csvRow).toList());
            terminal.note(CoverageView.counted(report.coverage().counts()));
        } else {
            terminal.table(
                    CoverageView.HEAD, shown.stream().map(CoverageView::row).toList());
            terminal.line(CoverageView.counted(report.coverage().counts()));
        }
        CoverageView.notes(report).forEach(terminal::note);
    }
}
