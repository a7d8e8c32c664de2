package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.sealing.Scrub;

/** {@code scrub}: reads everything that is stored. */
@Command(
        name = "scrub",
        description = "Read every stored blob and quarantine what is not what was stored.",
        mixinStandardHelpOptions = true)
final class ScrubCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    ScrubCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            Progress progress = new Progress(terminal);
            Scrub.Report report =
                    new Operations(store, workplace.actor()).scrub().run((rows, bytes) -> progress.reached(rows));
            progress.end();
            if (output.json) {
                terminal.json(json(report));
            } else {
                print(report);
            }
            return (report.damaged().isEmpty() ? ExitStatus.DONE : ExitStatus.DEGRADED).code();
        }
    }

    private void print(Scrub.Report report) {
        report.damaged().forEach(place -> terminal.line("damaged " + place.handle() + " revision " + place.revision()));
        int damaged = report.damaged().size();
        terminal.line(
                damaged == 0
                        ? Message.of(MessageCode.SCRUB_CLEAN, report.rows(), report.bytes())
                        : Message.of(MessageCode.SCRUB_DAMAGED, damaged, report.rows()));
    }

    private static Map<String, Object> json(Scrub.Report report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rows", report.rows());
        map.put("bytes", report.bytes());
        map.put("unproven", report.unproven());
        map.put(
                "damaged",
                report.damaged().stream()
                        .map(place -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("handle", place.handle().toString());
                            one.put("revision", place.revision());
                            return one;
                        })
                        .toList());
        return map;
    }
}
