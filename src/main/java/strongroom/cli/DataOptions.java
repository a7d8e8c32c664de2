package strongroom.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data and the key are: the options that every command on the store takes. */
final class DataOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the data directory (default: STRONGROOM_DATA, else ./data)")
    @Nullable Path data;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the key file (default: STRONGROOM_KEY_FILE, else DIR/key)")
    @Nullable Path key;
}
