package strongroom.mdm;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A {@code th_safe_password_pattern}, as far as it can be judged: Android reads it as {@link Pattern} and wants the whole password to
 * match, iOS as {@code NSRegularExpression} and wants exactly one match anywhere (CheckBadPasswordUseCase.kt,
 * ThreemaSafePasswordValidator.swift).
 */
public final class PasswordPattern {

    /** Longer ones are taken for none. */
    private static final int MOST_CHARACTERS = 2048;

    /** Those with groups and sets deeper in each other are taken for none: they are read by recursion, which a stack has to hold. */
    private static final int MOST_DEPTH = 100;

    /** Enough for any pattern that is meant well, and over in a moment. */
    private static final int MOST_STEPS = 5_000_000;

    private final @Nullable Pattern compiled;
    private final PatternReader.Judgement judgement;

    private PasswordPattern(@Nullable Pattern compiled, PatternReader.Judgement judgement) {
        this.compiled = compiled;
        this.judgement = judgement;
    }

    /** Judges a pattern; any text will do. */
    public static PasswordPattern of(String text) {
        if (text.length() > MOST_CHARACTERS || depth(text) > MOST_DEPTH) {
            return new PasswordPattern(null, new PatternReader.Judgement(Shape.NOTHING, List.of()));
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(text);
        } catch (PatternSyntaxException notOne) {
            compiled = null;
        }
        return new PasswordPattern(compiled, PatternReader.read(text));
    }

    /** Counts brackets that are open at a time, as if none were escaped: more than are nested, never less. */
    private static int depth(String text) {
        int open = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '[') {
                deepest = Math.max(deepest, ++open);
            } else if ((c == ')' || c == ']') && open > 0) {
                open--;
            }
        }
        return deepest;
    }

    /** Tells whether it is a regular expression at all. */
    public boolean isRegex() {
        return compiled != null;
    }

    /** Returns what in it one of the two apps does not know or reads otherwise, as it is written; empty if both read it alike. */
    public List<String> foreign() {
        return judgement.foreign();
    }

    /** Tells whether a match is the whole text, so that both apps look for the same. */
    boolean isAnchored() {
        return judgement.shape().begins() && judgement.shape().ends();
    }

    /** Tells whether it lets a password through that is too short for Android's restore. */
    boolean mayBeShort() {
        return judgement.shape().least() < Length.LEAST_PASSWORD;
    }

    /** Tells whether both apps judge a password alike, as far as the pattern shows. */
    boolean isClear() {
        return isRegex() && foreign().isEmpty() && isAnchored() && !mayBeShort();
    }

    /**
     * Tells whether iOS takes this password: it wants exactly one match, and refuses every password if the pattern is none. A pattern that
     * cannot be tried to the end, for want of time or of stack, counts as one that refuses.
     */
    boolean isTakenByIos(String password) {
        if (compiled == null) {
            return false;
        }
        try {
            Matcher matcher = compiled.matcher(new BoundedText(password, MOST_STEPS));
            return matcher.find() && !matcher.find();
        } catch (BoundedText.TooOften | StackOverflowError tooMuch) {
            return false;
        }
    }
}
