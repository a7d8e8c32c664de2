package strongroom.cli;

import picocli.CommandLine.Option;

/** Whether the result is printed for programs. */
final class JsonOption {

    @Option(names = "--json", description = "print the result as JSON")
    boolean json;
}
