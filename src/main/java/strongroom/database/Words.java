package strongroom.database;

import java.util.Locale;

/** How the constants of enums lie in the store: in lower case, with hyphens. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a stored constant.
     *
     * @throws IllegalArgumentException if there is no such constant
     */
    static <E extends Enum<E>> E read(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
