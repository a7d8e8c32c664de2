package strongroom.admin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and sizes as settings write them. */
final class Quantities {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}) ?(B|KiB|MiB|GiB|TiB)?");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Quantities() {}

    /** Reads a whole number; null if the text is anything else, or out of the range. */
    static @Nullable Integer number(String text, int least, int most) {
        if (!text.matches("[0-9]{1,10}")) {
            return null;
        }
        long number = Long.parseLong(text);
        return number < least || number > most ? null : (int) number;
    }

    /** Reads {@code 2MiB}, or bytes if there is no unit; null if the text is anything else, or out of the range. */
    static @Nullable Long bytes(String text, long least, long most) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return null;
        }
        int unit = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2));
        long number = Long.parseLong(size.group(1));
        long bytes = number > (Long.MAX_VALUE >> bits(unit)) ? Long.MAX_VALUE : number << bits(unit);
        return bytes < least || bytes > most ? null : bytes;
    }

    /** Writes bytes in the largest unit that loses nothing. */
    static String text(long bytes) {
        int unit = 0;
        while (unit < UNITS.size() - 1 && bytes != 0 && bytes % (1L << bits(unit + 1)) == 0) {
            unit++;
        }
        return unit == 0 ? String.valueOf(bytes) : (bytes >> bits(unit)) + UNITS.get(unit);
    }

    private static int bits(int unit) {
        return 10 * unit;
    }
}
