package strongroom.backup;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opaque encrypted bytes, as a phone sent them.
 *
 * <p>Shape: at least {@value #MIN_BYTES} bytes, since a nonce of 24 and a tag of 16 is the shortest a phone can make; the Android
 * app crashes on answers below 24 (G-10). Immutable: {@link #copyOf} copies, {@link #owning} takes an array over that nobody else
 * keeps.
 */
public final class Ciphertext {

    /** The shortest possible encrypted backup. */
    public static final int MIN_BYTES = 40;

    private final byte[] bytes;

    private Ciphertext(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("an encrypted backup has at least 40 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /**
     * Copies the bytes.
     *
     * @throws IllegalArgumentException if there are fewer than {@value #MIN_BYTES}
     */
    public static Ciphertext copyOf(byte[] bytes) {
        return new Ciphertext(bytes.clone());
    }

    /**
     * Takes the array over without a copy; the caller must not touch it again.
     *
     * @throws IllegalArgumentException if there are fewer than {@value #MIN_BYTES}
     */
    public static Ciphertext owning(byte[] bytes) {
        return new Ciphertext(bytes);
    }

    /** Returns the length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Returns the bytes, a fresh array each time. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the bytes themselves, for code that only reads them: backups are large and are not copied for nothing. */
    public byte[] bytesForReading() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ciphertext text && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Ciphertext[" + bytes.length + " bytes]";
    }
}
