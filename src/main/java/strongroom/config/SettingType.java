package strongroom.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.web.Network;

/** What a setting can hold: makes its text a value, or says what is wrong with it. */
interface SettingType<T> {

    /** A scheme and host in lower case, and a port unless it is the scheme's own, which browsers leave away. */
    Pattern ORIGIN = Pattern.compile(
            "(?:https://[a-z0-9.-]+(?::(?!443$)[0-9]{1,5})?|http://[a-z0-9.-]+(?::(?!80$)[0-9]{1,5})?)");

    /** Reads the text, which is as it stands in the file, a variable or a flag. */
    Parsed<T> parse(Written written, String text);

    /** Returns whether a file may write it as a list. */
    default boolean isList() {
        return false;
    }

    static SettingType<Path> path() {
        return (written, text) -> {
            Path path = pathOf(text);
            return path == null ? invalid(MessageCode.SETTING_NOT_A_PATH, written, text) : new Parsed.Valid<>(path);
        };
    }

    static SettingType<Boolean> flag() {
        return (written, text) -> switch (text) {
            case "true" -> new Parsed.Valid<>(true);
            case "false" -> new Parsed.Valid<>(false);
            default -> invalid(MessageCode.SETTING_NOT_A_CHOICE, written, text, "true, false");
        };
    }

    static <E extends Enum<E>> SettingType<E> choice(Class<E> choices) {
        List<E> values = Arrays.asList(Objects.requireNonNull(choices.getEnumConstants()));
        return (written, text) -> {
            for (E value : values) {
                if (word(value).equals(text)) {
                    return new Parsed.Valid<>(value);
                }
            }
            String words =
                    String.join(", ", values.stream().map(SettingType::word).toList());
            return invalid(MessageCode.SETTING_NOT_A_CHOICE, written, text, words);
        };
    }

    static SettingType<Integer> number(int least, int most) {
        return (written, text) -> {
            int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
            return number < least || number > most
                    ? invalid(MessageCode.SETTING_NOT_A_NUMBER, written, text, least, most)
                    : new Parsed.Valid<>(number);
        };
    }

    static SettingType<Long> size(String least, String most) {
        long from = Objects.requireNonNull(Quantity.bytes(least));
        long to = Objects.requireNonNull(Quantity.bytes(most));
        return (written, text) -> {
            Long bytes = Quantity.bytes(text);
            return bytes == null || bytes < from || bytes > to
                    ? invalid(MessageCode.SETTING_NOT_A_SIZE, written, text, least, most)
                    : new Parsed.Valid<>(bytes);
        };
    }

    static SettingType<Duration> duration(String least, String most) {
        Duration from = Objects.requireNonNull(Quantity.duration(least));
        Duration to = Objects.requireNonNull(Quantity.duration(most));
        return (written, text) -> {
            Duration time = Quantity.duration(text);
            return time == null || time.compareTo(from) < 0 || time.compareTo(to) > 0
                    ? invalid(MessageCode.SETTING_NOT_A_DURATION, written, text, least, most)
                    : new Parsed.Valid<>(time);
        };
    }

    static SettingType<ListenAddress> address() {
        return (written, text) -> {
            ListenAddress address = ListenAddress.parse(text);
            return address == null
                    ? invalid(MessageCode.SETTING_NOT_AN_ADDRESS, written, text)
                    : new Parsed.Valid<>(address);
        };
    }

    static SettingType<List<String>> networks() {
        return new ListType(text -> Network.parse(text) != null, MessageCode.SETTING_NOT_A_NETWORK);
    }

    static SettingType<List<String>> origins() {
        return new ListType(origin -> ORIGIN.matcher(origin).matches(), MessageCode.SETTING_NOT_AN_ORIGIN);
    }

    private static @Nullable Path pathOf(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <T> Parsed<T> invalid(MessageCode code, Written written, String value, Object... form) {
        List<Object> values = new ArrayList<>(List.of(written.where(), written.key(), value));
        values.addAll(List.of(form));
        return new Parsed.Invalid<>(Message.of(code, values.toArray()));
    }
}
