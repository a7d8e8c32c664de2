package strongroom.mdm;

import java.util.List;

/**
 * Reads a regular expression that compiles: how short a match can be, whether it is the whole text, and which syntax is outside what Java
 * and ICU (Apple's engine) share.
 *
 * @see <a href="https://unicode-org.github.io/icu/userguide/strings/regexp.html">ICU regular expressions</a>
 */
final class PatternReader {

    /** Both know m too, but with it an anchor is that of a line, so that a match is not the whole text any more. */
    private static final String SHARED_FLAGS = "is-";

    private final PatternText text;
    private final PatternEscapes escapes;
    private boolean ignoresSpaces;

    private PatternReader(PatternText text) {
        this.text = text;
        this.escapes = new PatternEscapes(text);
    }

    /**
     * What was read.
     *
     * @param foreign what is outside both dialects, as it is written
     */
    record Judgement(Shape shape, List<String> foreign) {}

    static Judgement read(String pattern) {
        PatternText text = new PatternText(PatternQuotes.resolved(pattern));
        PatternReader reader = new PatternReader(text);
        Shape shape = reader.alternatives();
        if (!text.isAtEnd()) {
            text.noteForeign(String.valueOf(text.next()));
        }
        // Nobody counts what may be a remark.
        return new Judgement(reader.ignoresSpaces ? Shape.NOTHING : shape, text.foreign());
    }

    private Shape alternatives() {
        Shape all = sequence();
        while (text.skip("|")) {
            all = all.or(sequence());
        }
        return all;
    }

    private Shape sequence() {
        Shape all = Shape.NOTHING;
        while (!text.isAtEnd() && !text.isNext('|') && !text.isNext(')')) {
            all = all.then(repeated(one()));
        }
        return all;
    }

    private Shape one() {
        char next = text.next();
        return switch (next) {
            case '(' -> group();
            case '[' -> set();
            case '\\' -> escapes.read();
            case '^' -> Shape.BEGINNING;
            case '$' -> Shape.END;
            case '{' -> {
                // A quantifier after a quantifier: Java repeats nothing, ICU does not know it.
                text.noteForeign("{" + text.upTo("}") + "}");
                yield Shape.NOTHING;
            }
            case ']', '}' -> {
                // Java takes it as it is, ICU wants it escaped.
                text.noteForeign(String.valueOf(next));
                yield Shape.of(1);
            }
            default -> Shape.of(1);
        };
    }

    private Shape repeated(Shape one) {
        if (text.skip("*") || text.skip("?")) {
            skipManner();
            return Shape.NOTHING;
        }
        if (text.skip("+")) {
            skipManner();
            return one;
        }
        if (text.skip("{")) {
            Shape all = one.times(number(text.upTo("}").split(",", -1)[0]));
            skipManner();
            return all;
        }
        return one;
    }

    /** Lazy or possessive: neither changes how short a match can be. */
    private void skipManner() {
        if (!text.skip("?")) {
            text.skip("+");
        }
    }

    private static int number(String digits) {
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(digits) : 0;
    }

    private Shape group() {
        GroupKind kind = text.skip("?") ? kindOfGroup() : GroupKind.CONSUMING;
        if (kind == GroupKind.FLAGS) {
            return Shape.NOTHING;
        }
        Shape inside = alternatives();
        text.skip(")");
        return kind == GroupKind.LOOK ? Shape.NOTHING : inside;
    }

    private enum GroupKind {
        CONSUMING,
        /** Looks ahead or behind, and takes nothing. */
        LOOK,
        /** Switches flags, and has no content. */
        FLAGS
    }

    /** Reads what stands between {@code (?} and the content. */
    private GroupKind kindOfGroup() {
        if (text.skip("=") || text.skip("!") || text.skip("<=") || text.skip("<!")) {
            return GroupKind.LOOK;
        }
        if (text.skip("<")) {
            text.upTo(">");
            return GroupKind.CONSUMING;
        }
        if (text.skip(":") || text.skip(">")) {
            return GroupKind.CONSUMING;
        }
        String flags = text.until(":)");
        if (!flags.chars().allMatch(flag -> SHARED_FLAGS.indexOf(flag) >= 0)) {
            text.noteForeign("(?" + flags + ")");
        }
        int minus = flags.indexOf('-');
        ignoresSpaces |= (minus < 0 ? flags : flags.substring(0, minus)).contains("x");
        if (text.skip(":")) {
            return GroupKind.CONSUMING;
        }
        text.skip(")");
        return GroupKind.FLAGS;
    }

    private Shape set() {
        skipFirstBracket();
        int depth = 1;
        while (!text.isAtEnd() && depth > 0) {
            switch (text.next()) {
                case '[' -> {
                    depth++;
                    noteIfNext(":", "[:");
                    skipFirstBracket();
                }
                case ']' -> depth--;
                case '\\' -> escapes.read();
                // ICU subtracts what follows, Java reads a range.
                case '-' -> noteIfNext("-", "--");
                default -> {}
            }
        }
        return Shape.of(1);
    }

    /** Goes past a closing bracket that stands first and so is one of the set. */
    private void skipFirstBracket() {
        text.skip("^");
        text.skip("]");
    }

    private void noteIfNext(String following, String whole) {
        if (text.isNext(following)) {
            text.noteForeign(whole);
        }
    }
}
