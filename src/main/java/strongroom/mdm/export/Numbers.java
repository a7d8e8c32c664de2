package strongroom.mdm.export;

import org.jspecify.annotations.Nullable;
import strongroom.mdm.Value;

/** Whole numbers in words. */
final class Numbers {

    private Numbers() {}

    /** Returns a number of 64 bits; null if the text is none. */
    static Value.@Nullable Whole whole(String text) {
        try {
            return new Value.Whole(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
