package strongroom.cli;

import picocli.CommandLine.Command;

/** The one command, of which all others are parts. */
@Command(
        name = "strongroom",
        description = "A self-hosted Threema Safe server for organisations.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class StrongroomCommand {}
