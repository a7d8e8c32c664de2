package strongroom.backup;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a phone keeps its backup: the first half of what scrypt makes of password and Threema ID.
 *
 * <p>Shape: 32 bytes, in a path 64 hexadecimal digits; upper case is folded (P-18). It is a secret: whoever knows it can read,
 * replace and delete the backup. So it comes only from a request, is stored nowhere, and {@link #toString} does not show it.
 * Immutable.
 */
public final class BackupId {

    /** The length of {@link #bytes()}. */
    public static final int BYTES = 32;

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

    private final byte[] bytes;

    private BackupId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes the 32 bytes of an ID.
     *
     * @throws IllegalArgumentException if there are not exactly 32 bytes
     */
    public static BackupId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a backup ID has 32 bytes, not " + bytes.length);
        }
        return new BackupId(bytes.clone());
    }

    /** Reads 64 hexadecimal digits of either case; null if the text is anything else. */
    public static @Nullable BackupId parse(String text) {
        if (!HEX.matcher(text).matches()) {
            return null;
        }
        return new BackupId(HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT)));
    }

    /** Returns the 32 bytes, a fresh array each time. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the 64 lower-case hexadecimal digits that phones put into the path. For a request only, never for a log. */
    public String toPathSegment() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BackupId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "BackupId[hidden]";
    }
}
