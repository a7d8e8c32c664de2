package strongroom.message;

import java.util.stream.IntStream;

/**
 * Text from outside made harmless for a terminal or a log: it stays on its line, moves no cursor and turns no direction (G22).
 *
 * <p>Control characters, line and paragraph separators, lone surrogates and invisible format characters (all bidirectional marks are
 * among these) become escapes such as <code>&#92;u001b</code>; everything else stays as it is.
 */
public final class SingleLine {

    private SingleLine() {}

    /** Returns the text with every unsafe character escaped; the same object if there is none. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(SingleLine::isUnsafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        if (!isUnsafe(point)) {
            safe.appendCodePoint(point);
            return;
        }
        IntStream units = Character.toString(point).chars();
        units.forEach(unit -> safe.append("\\u%04x".formatted(unit)));
    }

    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
