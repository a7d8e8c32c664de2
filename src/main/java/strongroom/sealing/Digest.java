package strongroom.sealing;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * 32 bytes that stand for something else: a SHA-256, a MAC, or the keyed lookup of a backup ID. Compared in constant time;
 * immutable.
 */
public final class Digest {

    /** The length of {@link #bytes()}. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** Copies 32 bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest(bytes.clone());
    }

    /** Returns the 32 bytes, a fresh array each time. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && java.security.MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, 4) + "…";
    }
}
