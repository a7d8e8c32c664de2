package strongroom.mdm;

/** Quotes of a pattern, {@code \\Q} to {@code \\E}. */
final class PatternQuotes {

    private static final String BEGINNING = "\\Q";
    private static final String END = "\\E";

    private PatternQuotes() {}

    /**
     * Returns the pattern with each quoted character by its number. As in Java, this comes before anything is read: what follows a quote
     * repeats its last character alone.
     */
    static String resolved(String pattern) {
        StringBuilder resolved = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            if (pattern.startsWith(BEGINNING, at)) {
                int begin = at + BEGINNING.length();
                int end = pattern.indexOf(END, begin);
                append(resolved, pattern.substring(begin, end < 0 ? pattern.length() : end));
                at = end < 0 ? pattern.length() : end + END.length();
            } else {
                int end = Math.min(at + (pattern.charAt(at) == '\\' ? 2 : 1), pattern.length());
                resolved.append(pattern, at, end);
                at = end;
            }
        }
        return resolved.toString();
    }

    private static void append(StringBuilder resolved, String quoted) {
        quoted.chars().forEach(character -> {
            if (character < 0x80) {
                resolved.append("\\x%02x".formatted(character));
            } else {
                resolved.append((char) character);
            }
        });
    }
}
