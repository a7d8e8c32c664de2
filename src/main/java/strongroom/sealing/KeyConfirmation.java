package strongroom.sealing;

import java.util.random.RandomGenerator;

/**
 * The question whether a copy of a key exists: two of its eight groups, chosen by chance, to be typed from the copy.
 *
 * @param keyringId whose groups are asked for
 * @param first the position of the first group asked for, from 1 to 8
 * @param second that of the other, above the first
 */
public record KeyConfirmation(String keyringId, int first, int second) {

    public KeyConfirmation {
        if (first < 1 || second <= first || second > KeyGroups.COUNT) {
            throw new IllegalArgumentException("two positions from 1 to 8 are asked for, in order");
        }
    }

    /** What was typed. */
    public enum Answer {
        /** Both groups are the key's. */
        CONFIRMED,
        /** The number of digits or a check does not fit: type again. */
        MISTYPED,
        /** Well typed, but of another key or another position: the copy is not one of this key. */
        OTHER_KEY
    }

    /** Chooses two positions. */
    public static KeyConfirmation ask(KeyringKey key, RandomGenerator random) {
        int first = random.nextInt(1, KeyGroups.COUNT);
        return new KeyConfirmation(key.id(), first, random.nextInt(first + 1, KeyGroups.COUNT + 1));
    }

    /**
     * Compares what a person typed: 16 digits, of any case, with dashes and blanks wherever they like.
     *
     * @param key the key with this confirmation's ID
     */
    public Answer check(KeyringKey key, String typed) {
        if (!key.id().equals(keyringId)) {
            throw new IllegalArgumentException("this key was not asked for");
        }
        String digits = KeyGroups.meant(typed);
        if (digits.length() != 2 * KeyGroups.DIGITS) {
            return Answer.MISTYPED;
        }
        String one = digits.substring(0, KeyGroups.DIGITS);
        String other = digits.substring(KeyGroups.DIGITS);
        if (isGroup(one, key, first) && isGroup(other, key, second)) {
            return Answer.CONFIRMED;
        }
        boolean typedWell = isAnyGroup(one) && isAnyGroup(other);
        return typedWell ? Answer.OTHER_KEY : Answer.MISTYPED;
    }

    private static boolean isGroup(String digits, KeyringKey key, int position) {
        return digits.equals(KeyGroups.meant(KeyGroups.group(key.key(), position)));
    }

    private static boolean isAnyGroup(String digits) {
        for (int position = 1; position <= KeyGroups.COUNT; position++) {
            if (KeyGroups.digits(digits, position) != null) {
                return true;
            }
        }
        return false;
    }
}
