package strongroom.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import strongroom.mdm.export.Addressee;

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

    @Option(
            names = "--package",
            paramLabel = "NAME",
            defaultValue = Addressee.WORK_APP,
            description = "the Android app (default: ${DEFAULT-VALUE})")
    String packageName = Addressee.WORK_APP;

    @Option(names = "--csv", description = "show names and passwords as CSV")
    boolean csv;
}
