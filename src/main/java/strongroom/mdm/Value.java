package strongroom.mdm;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a parameter, in the type in which a phone gets it. Since a text may be a secret, no value can be printed.
 */
public sealed interface Value {

    /** A native truth value. */
    record Truth(boolean value) implements Value {}

    /** A text, which may be empty. */
    record Text(String value) implements Value {

        /** Returns the truth value that a text means, as iOS reads it; null if it means none. */
        public static @Nullable Boolean truth(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "1" -> Boolean.TRUE;
                case "false", "0" -> Boolean.FALSE;
                default -> null;
            };
        }

        @Override
        public String toString() {
            return "Text[hidden]";
        }
    }

    /** A whole number. No parameter of the catalogue is one; it is what a device manager makes of {@code 1} or of digits without quotes. */
    record Whole(long value) implements Value {
        @Override
        public String toString() {
            return "Whole[hidden]";
        }
    }

    /**
     * A text that is not stored: only that it is set.
     *
     * @param said what the checks that need the text said when it was set (W06, W40)
     * @param pattern the password pattern that it was compared with, null if there was none
     * @param change the change that set it: the same text set again is another value, since nobody can tell
     */
    record Concealed(
            Length length, Set<Warning> said, @Nullable String pattern, long change) implements Value {
        public Concealed {
            said = Set.copyOf(said);
        }

        /** Returns its length class alone: a pattern may say much of a password. */
        @Override
        public String toString() {
            return "Concealed[" + length + "]";
        }

        /**
         * Conceals a text, after asking the checks that need it.
         *
         * @param pattern the password pattern that is set beside it, null if none is
         */
        public static Concealed of(Parameter parameter, String text, @Nullable String pattern, long change) {
            Set<Warning> said = EnumSet.noneOf(Warning.class);
            if (parameter == Parameter.TH_SAFE_PASSWORD) {
                if (!FormatRules.isPlain(text)) {
                    said.add(Warning.W06);
                }
                if (pattern != null
                        && !text.isEmpty()
                        && !PasswordPattern.of(pattern).isTakenByIos(text)) {
                    said.add(Warning.W40);
                }
            }
            return new Concealed(Length.of(parameter, text), said, pattern, change);
        }
    }
}
