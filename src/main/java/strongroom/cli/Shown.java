package strongroom.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How words and times look: in tables to the second, and a hyphen where there is none; in JSON as they are, and null. */
final class Shown {

    private Shown() {}

    /** For tables and JSON. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** For tables. */
    static String time(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** For JSON. */
    static @Nullable String timeOrNull(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
