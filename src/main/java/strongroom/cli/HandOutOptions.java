package strongroom.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the passwords of many accounts go: into files, or on the screen. */
final class HandOutOptions {

    @Option(
            names = "--export",
            paramLabel = "FORMAT",
            description = "write the logins as cockpit-csv, plist, dict, table, android, intune or work-api")
    @Nullable String format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to, readable for you alone; a directory if each account has a file of its own")
    @Nullable Path out;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = "for cockpit-csv: the file that the cockpit exported, into which they are written")
    @Nullable Path base;

    @Mixin
    PackageOption app = new PackageOption();

    @Option(names = "--csv", description = "show names and passwords as CSV")
    boolean csv;
}
