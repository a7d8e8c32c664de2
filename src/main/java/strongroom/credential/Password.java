package strongroom.credential;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A password in clear, on its way to being hashed.
 *
 * <p>Shape: UTF-8 of the Unicode form C, so that all spellings of one text are the same bytes. It can be wiped; the text it was
 * made from is garbage that the collector takes. It cannot be printed, and has no equality: passwords are compared by their hashes
 * alone. Not thread-safe while it is being wiped.
 */
public final class Password {

    private final byte[] utf8;

    private Password(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Takes a text as it was typed or received. */
    public static Password of(String text) {
        return new Password(Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the bytes themselves, not a copy. */
    byte[] utf8() {
        return utf8;
    }

    /** Returns the same password with a life of its own: wiping one leaves the other. */
    Password copy() {
        return new Password(utf8.clone());
    }

    /** Overwrites the bytes. A wiped password matches nothing. */
    public void wipe() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
