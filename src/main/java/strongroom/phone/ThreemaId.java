package strongroom.phone;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Threema ID, the salt of every Safe key.
 *
 * <p>Shape: eight characters, {@code A-Z} and {@code 0-9}, the first may be {@code *}. Letters are not folded: Android takes a
 * lower-case ID as it is and derives a key under which no backup lies (safe-protocol 9a), so one is refused here instead of
 * being mended behind the caller's back.
 */
public record ThreemaId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Z0-9*][A-Z0-9]{7}");

    /**
     * Takes an ID.
     *
     * @throws IllegalArgumentException if it has another shape; for text from outside use {@link #parse}
     */
    public ThreemaId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a Threema ID has eight characters, A-Z and 0-9, the first may be *");
        }
    }

    /** Reads an ID; null if the text is anything else, a lower-case ID included. */
    public static @Nullable ThreemaId parse(String text) {
        return SHAPE.matcher(text).matches() ? new ThreemaId(text) : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
