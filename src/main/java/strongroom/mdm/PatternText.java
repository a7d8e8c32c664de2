package strongroom.mdm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A pattern that is read from left to right, with what was noted on the way. Not thread-safe. */
final class PatternText {

    private final String text;
    private final Set<String> foreign = new LinkedHashSet<>();
    private int at;

    PatternText(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** Returns the next character and goes past it. */
    char next() {
        return text.charAt(at++);
    }

    boolean isNext(char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }

    boolean isNext(String expected) {
        return text.startsWith(expected, at);
    }

    /** Goes past what is expected, if it comes next. */
    boolean skip(String expected) {
        boolean isThere = isNext(expected);
        if (isThere) {
            at += expected.length();
        }
        return isThere;
    }

    /** Goes on by so many characters, at most to the end. */
    void skip(int characters) {
        at = Math.min(at + characters, text.length());
    }

    /** Goes past the next such text, or to the end; returns what was skipped before it. */
    String upTo(String last) {
        int begin = at;
        int end = text.indexOf(last, at);
        at = end < 0 ? text.length() : end + last.length();
        return text.substring(begin, end < 0 ? text.length() : end);
    }

    /** Goes to the first character that is one of these, or to the end; returns what was skipped. */
    String until(String stops) {
        int begin = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at);
    }

    /** Notes what one of the two engines does not know or reads otherwise. */
    void noteForeign(String written) {
        foreign.add(written);
    }

    List<String> foreign() {
        return List.copyOf(foreign);
    }
}
