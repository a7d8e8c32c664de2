package strongroom.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from: the configuration file or null, the environment of the process, and what the command line says, by the
 * setting's key ({@code listen}, not {@code --listen}). The command line wins over the environment, that over the file, that over the
 * default. An empty environment variable counts as absent.
 */
public record ConfigSources(@Nullable Path file, Map<String, String> environment, Map<String, String> flags) {

    /** Copies the maps. */
    public ConfigSources {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
    }
}
