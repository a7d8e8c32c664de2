package strongroom.mdm;

import java.util.regex.Pattern;

/** Reads what follows a backslash. */
final class PatternEscapes {

    /** Alike in both: general categories such as {@code L} or {@code Lu}. Java's POSIX names are ASCII there, and all of Unicode in ICU. */
    private static final Pattern SHARED_PROPERTY = Pattern.compile("[CLMNPSZ][a-z]?");

    private final PatternText text;

    PatternEscapes(PatternText text) {
        this.text = text;
    }

    Shape read() {
        if (text.isAtEnd()) {
            return Shape.NOTHING;
        }
        char letter = text.next();
        return switch (letter) {
            case 'A' -> Shape.BEGINNING;
            case 'z', 'Z' -> Shape.END;
            case 'b', 'B', 'G' -> boundary();
            case 'p', 'P' -> property(letter);
            case 'k' -> {
                text.upTo(">");
                yield Shape.NOTHING;
            }
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> backReference();
            default -> character(letter);
        };
    }

    /** Whether further digits belong to the number depends on how many groups there are, so none of them is counted. */
    private Shape backReference() {
        while (isDigitNext('9')) {
            text.skip(1);
        }
        return Shape.NOTHING;
    }

    private boolean isDigitNext(char last) {
        boolean isDigit = false;
        for (char digit = '0'; digit <= last; digit++) {
            isDigit |= text.isNext(digit);
        }
        return isDigit;
    }

    private Shape boundary() {
        if (text.isNext('{')) {
            text.upTo("}");
            text.noteForeign("\\b{…}");
        }
        return Shape.NOTHING;
    }

    private Shape property(char letter) {
        String name;
        if (text.skip("{")) {
            name = text.upTo("}");
        } else {
            name = text.isAtEnd() ? "" : String.valueOf(text.next());
        }
        if (!SHARED_PROPERTY.matcher(name).matches()) {
            text.noteForeign("\\" + letter + "{" + name + "}");
        }
        return Shape.of(1);
    }

    /** Reads one character, which may be written as a number. */
    private Shape character(char kind) {
        switch (kind) {
            case 'u' -> text.skip(4);
            case 'x' -> {
                if (text.isNext('{')) {
                    text.upTo("}");
                } else {
                    text.skip(2);
                }
            }
            case 'N' -> text.upTo("}");
            case 'c' -> text.skip(1);
            case '0' -> octal();
            default -> {}
        }
        return Shape.of(1);
    }

    private void octal() {
        for (int digits = 0; digits < 3; digits++) {
            if (!isDigitNext('7')) {
                return;
            }
            text.skip(1);
        }
    }
}
