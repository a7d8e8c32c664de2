package strongroom.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key as people copy it: 8 groups such as {@code 7K2M-PX4C}, each 4 bytes of the key and 1 byte of check in the base 32 of
 * Crockford, which has no letters that look like digits.
 *
 * <p>The check covers the group's position, so a mistyped group (255 of 256) and two swapped ones are named by number, before the
 * whole is compared with the key's ID.
 */
final class KeyGroups {

    /** How many groups a key has. */
    static final int COUNT = 8;

    /** The length of a group without its dash. */
    static final int DIGITS = 8;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final byte[] LABEL = "strongroom/v1/keyring-group".getBytes(StandardCharsets.US_ASCII);

    private static final int KEY_BYTES = RandomKey.BYTES / COUNT;

    private KeyGroups() {}

    /** Returns the group at a position from 1 to {@link #COUNT}, with its dash. */
    static String group(RandomKey key, int position) {
        byte[] part = Arrays.copyOfRange(key.bytes(), (position - 1) * KEY_BYTES, position * KEY_BYTES);
        long bits = check(part, position);
        for (int i = 0; i < KEY_BYTES; i++) {
            bits |= (part[i] & 0xFFL) << (8 * (KEY_BYTES - i));
        }
        StringBuilder text = new StringBuilder(DIGITS + 1);
        for (int i = DIGITS - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (bits >>> (5 * i)) & 31));
            if (i == DIGITS / 2) {
                text.append('-');
            }
        }
        return text.toString();
    }

    /** Reads a group exactly as {@link #group} writes it; null if it is not one of this position. */
    static byte @Nullable [] parse(String group, int position) {
        if (group.length() != DIGITS + 1 || group.charAt(DIGITS / 2) != '-') {
            return null;
        }
        return digits(group.substring(0, DIGITS / 2) + group.substring(DIGITS / 2 + 1), position);
    }

    /** Returns what a person typed as the digits they meant: any case, {@code O} for 0, {@code I} and {@code L} for 1. */
    static String meant(String typed) {
        StringBuilder digits = new StringBuilder();
        for (char typedChar : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            switch (typedChar) {
                case 'O' -> digits.append('0');
                case 'I', 'L' -> digits.append('1');
                case '-', ' ', '\t', '\n', '\r' -> {}
                default -> digits.append(typedChar);
            }
        }
        return digits.toString();
    }

    /** Reads {@link #DIGITS} digits; null if they are not a group of this position. */
    static byte @Nullable [] digits(String digits, int position) {
        if (digits.length() != DIGITS) {
            return null;
        }
        long bits = 0;
        for (int i = 0; i < DIGITS; i++) {
            int value = ALPHABET.indexOf(digits.charAt(i));
            if (value < 0) {
                return null;
            }
            bits = bits << 5 | value;
        }
        byte[] part = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            part[i] = (byte) (bits >>> (8 * (KEY_BYTES - i)));
        }
        return check(part, position) == (bits & 0xFF) ? part : null;
    }

    private static int check(byte[] part, int position) {
        return Hashes.sha256(LABEL, new byte[] {(byte) position}, part)[0] & 0xFF;
    }
}
