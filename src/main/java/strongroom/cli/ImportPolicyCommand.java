package strongroom.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.admin.PolicyImports;
import strongroom.mdm.export.PolicyReader.Unknown;

/** {@code policy import}: takes over what a device manager or the cockpit has. */
@Command(
        name = "import",
        description =
                "Take over what a device manager or the cockpit exported; it replaces what is set in its channel.",
        mixinStandardHelpOptions = true)
final class ImportPolicyCommand implements Callable<Integer> {

    private final PolicyDesk desk;

    @Parameters(paramLabel = "FILE", description = "the file")
    private Path file = Path.of("");

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(names = "--ignore-unknown", description = "pass over parameters that do not govern backups")
    private boolean ignoreUnknown;

    @Mixin
    private ConsentOptions consent = new ConsentOptions();

    @Mixin
    private PolicyTarget target = new PolicyTarget();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    ImportPolicyCommand(PolicyDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        PolicyImports.Reading reading = new PolicyImports.Reading(
                target.target(), format.format(), ignoreUnknown ? Unknown.IGNORED : Unknown.REFUSED);
        return desk.take(reading, PolicyFiles.read(file, desk.workplace().user()), consent, data, output);
    }
}
