package strongroom.mdm.export;

import org.jspecify.annotations.Nullable;
import strongroom.mdm.Value;

/** Whole numbers in words. */
final class Numbers {

    private Numbers() {}

    /** Returns a number of 64 bits; null if the text is none, or one that would be printed otherwise, such as {@code 007}. */
    static Value.@Nullable Whole whole(String text) {
        String digits = text.strip();
        try {
            long number = Long.parseLong(digits);
            return String.valueOf(number).equals(digits) ? new Value.Whole(number) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
