package strongroom.cli;

import picocli.CommandLine.Option;

/** Where a new password comes from. */
final class PasswordOption {

    @Option(
            names = "--password-stdin",
            description =
                    "take the password from standard input, without the one line end at its end, or ask for it at a"
                            + " terminal (default: one is made and shown once)")
    boolean fromInput;
}
