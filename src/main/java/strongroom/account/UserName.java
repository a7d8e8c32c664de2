package strongroom.account;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The user name of a login.
 *
 * <p>Shape: 1 to 128 characters in Unicode form C, without colon (RFC 7617), control characters or white space at the ends; it is
 * sent in Latin-1 by Android, so nothing beyond it, and no letters whose Latin-1 bytes are valid UTF-8, such as {@code Ã¼}: they
 * would be read as others (safe-protocol 0.3). Unique in a tenant by {@link #folded}.
 */
public record UserName(String value) {

    private static final int MOST_CHARACTERS = 128;

    public UserName {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException(
                    "a user name has 1 to 128 Latin-1 characters that are not valid UTF-8, and no colon");
        }
    }

    /** Reads a name after bringing it into form C; null if it is malformed. */
    public static @Nullable UserName parse(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return isWellFormed(composed) ? new UserName(composed) : null;
    }

    /** Returns the name as it is compared: without regard to case. */
    public String folded() {
        return value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean isWellFormed(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_CHARACTERS
                && text.equals(text.strip())
                && text.chars().allMatch(c -> c != ':' && c <= 0xff && !Character.isISOControl(c))
                && !isMisreadFromLatin1(text);
    }

    private static boolean isMisreadFromLatin1(String text) {
        if (text.chars().allMatch(c -> c <= 0x7f)) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
