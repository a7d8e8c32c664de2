package strongroom.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.message.SingleLine;

/**
 * A setting as it is in force: its key, its value as written, and where from: {@code default}, {@code FILE:LINE}, the environment
 * variable or the flag. A null value means that the server decides, as the example file says.
 */
public record EffectiveSetting(String key, @Nullable String value, String origin) {

    /** Returns lines {@code key = value (origin)} with their columns aligned. */
    public static List<String> aligned(List<EffectiveSetting> settings) {
        int keys = settings.stream().mapToInt(s -> s.key().length()).max().orElse(0);
        int values = settings.stream().mapToInt(s -> s.shown().length()).max().orElse(0);
        String format = "%-" + Math.max(1, keys) + "s = %-" + Math.max(1, values) + "s  (%s)";
        return settings.stream()
                .map(s -> format.formatted(s.key(), s.shown(), SingleLine.of(s.origin())))
                .toList();
    }

    /** Returns key, value and origin for JSON; the value is null where the server decides. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("key", key);
        map.put("value", value);
        map.put("origin", origin);
        return map;
    }

    private String shown() {
        return value == null ? "null" : SingleLine.of(value);
    }
}
