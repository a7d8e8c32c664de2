package strongroom.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.mdm.Channel;
import strongroom.mdm.Platform;
import strongroom.mdm.export.ExportFormat;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;
import strongroom.message.RestoreCode;

/** Which phone comes next, and in which form its device manager is told. */
final class RestoreDeviceOptions {

    @Option(
            names = "--platform",
            paramLabel = "android|ios",
            description = "what the new phone is (default: whatever the format reaches, else either)")
    @Nullable Platform platform;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "print the device manager's settings: plist, dict, table, android or intune")
    @Nullable String typed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write them to this new file, for its owner alone, instead of standard output")
    @Nullable Path out;

    @Mixin
    PackageOption app = new PackageOption();

    /**
     * Returns the format; null if none was typed.
     *
     * @throws Refusal if it is none that carries a restore to phones, or does not go together with the rest
     */
    @Nullable ExportFormat format() {
        app.check();
        if (typed == null) {
            if (out != null) {
                throw Refusal.usage(RestoreCode.RESTORE_FORMAT_NEEDED);
            }
            return null;
        }
        ExportFormat format = ExportFormat.of(typed);
        if (format == null) {
            throw Refusal.usage(PolicyCode.POLICY_FORMAT_UNKNOWN, typed, external());
        }
        if (format.channel() != Channel.EXTERNAL) {
            throw Refusal.usage(RestoreCode.RESTORE_FORMAT_OF_COCKPIT, typed);
        }
        if (platform != null && !format.platforms().contains(platform)) {
            throw Refusal.usage(PolicyCode.POLICY_PLATFORM_UNREACHED, typed, platform.toString());
        }
        return format;
    }

    private static String external() {
        return Arrays.stream(ExportFormat.values())
                .filter(format -> format.channel() == Channel.EXTERNAL)
                .map(ExportFormat::toString)
                .collect(Collectors.joining(", "));
    }

    /** Returns what the new phone may be. */
    Set<Platform> platforms(@Nullable ExportFormat format) {
        if (platform != null) {
            return Set.of(platform);
        }
        return format == null ? Platform.both() : format.platforms();
    }
}
