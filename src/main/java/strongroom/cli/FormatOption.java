package strongroom.cli;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import picocli.CommandLine.Option;
import strongroom.mdm.export.ExportFormat;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** In which form a policy leaves or comes. */
final class FormatOption {

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "cockpit-csv, plist, dict, table, android, intune or work-api")
    String typed = "";

    ExportFormat format() {
        return format(typed);
    }

    /**
     * Returns the format that was typed.
     *
     * @throws Refusal if there is none with this name
     */
    static ExportFormat format(String typed) {
        ExportFormat format = ExportFormat.of(typed);
        if (format == null) {
            throw Refusal.usage(
                    PolicyCode.POLICY_FORMAT_UNKNOWN,
                    typed,
                    Arrays.stream(ExportFormat.values())
                            .map(ExportFormat::toString)
                            .collect(joining(", ")));
        }
        return format;
    }
}
