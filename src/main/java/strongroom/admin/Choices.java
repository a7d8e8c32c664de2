package strongroom.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Constants of enums as they are typed: in lower case. */
final class Choices {

    private Choices() {}

    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** Reads a constant; null if the text is none. */
    static <E extends Enum<E>> @Nullable E read(Class<E> choices, String text) {
        for (E choice : constants(choices)) {
            if (word(choice).equals(text)) {
                return choice;
            }
        }
        return null;
    }

    /** Returns what may be typed. */
    static <E extends Enum<E>> String form(Class<E> choices) {
        return Arrays.stream(constants(choices)).map(Choices::word).collect(Collectors.joining("|"));
    }

    /** Reads {@code true} or {@code false}; null if the text is neither. */
    static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static <E extends Enum<E>> E[] constants(Class<E> choices) {
        return Objects.requireNonNull(choices.getEnumConstants());
    }
}
