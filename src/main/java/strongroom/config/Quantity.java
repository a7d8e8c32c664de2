package strongroom.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a whole number with its unit. Units are demanded: a bare 30 means seconds to one person and milliseconds to another. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]+)");

    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Quantity() {}

    /** Reads {@code 512KiB}; null if the text is anything else. */
    static @Nullable Long bytes(String text) {
        return read(text, BYTES);
    }

    /** Reads {@code 30s}; null if the text is anything else. */
    static @Nullable Duration duration(String text) {
        Long millis = read(text, MILLIS);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static @Nullable Long read(String text, Map<String, Long> units) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        Long unit = units.get(form.group(2));
        long number = Long.parseLong(form.group(1));
        return unit == null || number > Long.MAX_VALUE / unit ? null : number * unit;
    }
}
