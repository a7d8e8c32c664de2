package strongroom.account;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A random 128-bit identifier.
 *
 * <p>Shape: 16 bytes, big-endian, shown as 32 lower-case hexadecimal digits. Values are compared as opaque bytes and carry no
 * order. The typed identifiers ({@link TenantId}, {@link AccountId}, a backup's handle) wrap it.
 */
public record Id128(long high, long low) {

    /** The length of {@link #bytes()}. */
    public static final int BYTES = 16;

    /** Draws an identifier from the given source, which must be cryptographically strong. */
    public static Id128 random(RandomGenerator random) {
        return new Id128(random.nextLong(), random.nextLong());
    }

    /**
     * Reads the 16 bytes of an identifier.
     *
     * @throws IllegalArgumentException if there are not exactly 16 bytes
     */
    public static Id128 of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an identifier has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Id128(buffer.getLong(), buffer.getLong());
    }

    /** Reads 32 lower-case hexadecimal digits; null if the text is anything else. */
    public static @Nullable Id128 parse(String text) {
        if (text.length() != 2 * BYTES || !text.chars().allMatch(Id128::isLowerHex)) {
            return null;
        }
        return of(HexFormat.of().parseHex(text));
    }

    /** Returns the 16 bytes, a fresh array each time. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static boolean isLowerHex(int digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    }
}
