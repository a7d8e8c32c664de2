package strongroom.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** {@code KEY=VALUE}, as it was typed. */
record Assignment(String key, String value) {

    /**
     * Reads several.
     *
     * @throws Refusal if one has no equals sign
     */
    static List<Assignment> all(List<String> typed) {
        List<Assignment> all = new ArrayList<>();
        for (String one : typed) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw Refusal.usage(MessageCode.ASSIGNMENT_MALFORMED, one);
            }
            all.add(new Assignment(one.substring(0, equals), one.substring(equals + 1)));
        }
        return all;
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return "Assignment[" + key + "]";
    }

    /** Reads {@code a,b}; spaces around the parts do not count, and nothing is the empty list. */
    List<String> parts() {
        return value.isBlank()
                ? List.of()
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .distinct()
                        .toList();
    }
}
