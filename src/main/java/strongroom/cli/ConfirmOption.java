package strongroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The number that a person has seen, and lets pass. */
final class ConfirmOption {

    @Option(names = "--confirm", paramLabel = "N", description = "go on if exactly N backups are concerned")
    @Nullable Integer number;
}
