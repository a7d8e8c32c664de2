package strongroom.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of the settings by setting; absent where the server decides, and where the text was not a value. */
final class Values {

    private final Map<Setting<?>, Object> values = new HashMap<>();

    <T> void put(Setting<T> setting, T value) {
        values.put(setting, Objects.requireNonNull(value));
    }

    /** Returns the value of a setting that always has one. */
    <T> T get(Setting<T> setting) {
        return Objects.requireNonNull(find(setting), setting.key());
    }

    // Values go in by put alone, which demands the setting's own type.
    @SuppressWarnings("unchecked")
    <T> @Nullable T find(Setting<T> setting) {
        return (T) values.get(setting);
    }
}
