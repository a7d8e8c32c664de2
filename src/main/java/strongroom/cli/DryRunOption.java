package strongroom.cli;

import picocli.CommandLine.Option;

/** Whether a command only says what it would do. */
final class DryRunOption {

    @Option(names = "--dry-run", description = "say what would be done, and change nothing")
    boolean dryRun;
}
