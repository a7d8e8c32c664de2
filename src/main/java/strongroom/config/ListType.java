package strongroom.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import strongroom.message.MessageCode;

/**
 * A list of texts, separated by commas in a variable or a flag, {@code []} if empty; the first that is not accepted is told by the
 * code.
 */
record ListType(Predicate<String> accepts, MessageCode code) implements SettingType<List<String>> {

    @Override
    public Parsed<List<String>> parse(Written written, String text) {
        List<String> values = new ArrayList<>();
        for (String part : text.equals("[]") ? new String[0] : text.split(",", -1)) {
            String value = part.strip();
            if (!accepts.test(value)) {
                return SettingType.invalid(code, written, value);
            }
            values.add(value);
        }
        return new Parsed.Valid<>(List.copyOf(values));
    }

    @Override
    public boolean isList() {
        return true;
    }
}
