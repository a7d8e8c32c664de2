package strongroom.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;
import strongroom.config.EffectiveSetting;
import strongroom.message.ExitStatus;

/** {@code config}: the settings of the process. */
@Command(name = "config", description = "Check the settings of the process.", mixinStandardHelpOptions = true)
final class ConfigCommand {

    private final Terminal terminal;
    private final Workplace workplace;

    ConfigCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Command(
            name = "check",
            description = "Print every setting with its value and where it comes from, or what is wrong with them.",
            mixinStandardHelpOptions = true)
    int check(
            @Option(names = "--config", paramLabel = "FILE", description = "the configuration file") @Nullable Path file,
            @Mixin DataOptions data,
            @Mixin JsonOption output) {
        List<EffectiveSetting> settings =
                ConfigReader.describe(new ConfigSources(file, workplace.variables(), workplace.flags(data)));
        if (output.json) {
            terminal.json(settings.stream().map(EffectiveSetting::toMap).toList());
        } else {
            EffectiveSetting.aligned(settings).forEach(terminal::line);
        }
        return ExitStatus.DONE.code();
    }
}
