package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Stands in for what no two runs share: the first identity that is printed is {@code {id-1}}, the second another one, and so on; a
 * command may name them so. Equal values have equal names.
 */
final class Placeholders {

    private static final List<Kind> KINDS = List.of(
            new Kind("mac", Pattern.compile("\\b[0-9a-f]{64}\\b")),
            new Kind("id", Pattern.compile("\\b[0-9a-f]{32}\\b")),
            new Kind("key", Pattern.compile("\\b[0-9a-f]{16}\\b")),
            new Kind("group", Pattern.compile("\\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\\b")),
            // The backup of a phone is made up anew each time.
            new Kind("bytes", Pattern.compile("(?<=(?:stored|restored|live): )\\d{5}(?= bytes)")),
            new Kind("password", Pattern.compile("\\b[a-hj-km-np-z2-9]{4}(?:-[a-hj-km-np-z2-9]{4}){6}\\b")));

    private final Map<String, String> names = new LinkedHashMap<>();

    private record Kind(String name, Pattern shape) {}

    /** Gives a value a name of its own, such as the path of a directory. */
    void put(String value, String name) {
        names.put(value, "{" + name + "}");
    }

    /** Returns what was printed, with names in the place of values. */
    String hide(String printed) {
        String hidden = printed;
        for (Map.Entry<String, String> known : names.entrySet()) {
            hidden = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(known.getKey()) + "(?![A-Za-z0-9])")
                    .matcher(hidden)
                    .replaceAll(_ -> known.getValue());
        }
        for (Kind kind : KINDS) {
            hidden = kind.shape().matcher(hidden).replaceAll(value -> name(kind, value));
        }
        return hidden;
    }

    /** Returns what is to be typed, with values in the place of names. */
    String reveal(String typed) {
        String revealed = typed;
        for (Map.Entry<String, String> known : names.entrySet()) {
            revealed = revealed.replace(known.getValue(), known.getKey());
        }
        return revealed;
    }

    private String name(Kind kind, MatchResult value) {
        return names.computeIfAbsent(value.group(), _ -> {
            String prefix = "{" + kind.name() + "-";
            long before = names.values().stream()
                    .filter(name -> name.startsWith(prefix))
                    .count();
            return prefix + (before + 1) + "}";
        });
    }
}
