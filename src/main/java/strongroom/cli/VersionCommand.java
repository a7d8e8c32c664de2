package strongroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code version}: which program this is. */
@Command(name = "version", description = "Print the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private JsonOption output = new JsonOption();

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        String shown = version == null ? "development" : version;
        if (output.json) {
            terminal.json(Map.of("version", shown));
        } else {
            terminal.line("strongroom " + shown);
        }
        return 0;
    }
}
