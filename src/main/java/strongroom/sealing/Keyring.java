package strongroom.sealing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that everything else hangs on: they wrap the random keys in the database, and lie in a file outside it.
 *
 * <p>Never empty; the newest key is the first and wraps whatever is wrapped from now on, the others only open what they once
 * wrapped. Immutable; equality is by content; {@link #toString} shows fingerprints alone.
 */
public final class Keyring {

    private final List<KeyringKey> keys;

    Keyring(List<KeyringKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a keyring has at least one key");
        }
        if (keys.stream().map(KeyringKey::id).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("a keyring has each key once");
        }
        this.keys = List.copyOf(keys);
    }

    /** Makes a keyring of one key. */
    public static Keyring of(KeyringKey first) {
        return new Keyring(List.of(first));
    }

    /** Reads the content of a keyring file. */
    public static Parsed parse(byte[] text) {
        return new KeyringText(text).parse();
    }

    /**
     * Returns the content of a keyring file: ASCII, a fresh array each time. It is also what is printed on paper, so that the file
     * can be typed in again. It is the secret itself.
     */
    public byte[] text() {
        return KeyringText.write(keys);
    }

    /** Returns the keys, newest first. */
    public List<KeyringKey> keys() {
        return keys;
    }

    /** Returns the key that wraps. */
    public KeyringKey newest() {
        return keys.getFirst();
    }

    /** Returns the key with this fingerprint; null if there is none. */
    public @Nullable KeyringKey find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }

    /** Returns a keyring in which the given key is the newest. */
    public Keyring with(KeyringKey newest) {
        List<KeyringKey> more = new ArrayList<>();
        more.add(newest);
        more.addAll(keys);
        return new Keyring(more);
    }

    /** Returns the keyring without a key that is not its newest; {@link KeyRotation#removal} tells whether that is safe. */
    Keyring without(String id) {
        if (newest().id().equals(id)) {
            throw new IllegalArgumentException("the newest key stays");
        }
        return new Keyring(keys.stream().filter(key -> !key.id().equals(id)).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Keyring keyring && keys.equals(keyring.keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    @Override
    public String toString() {
        return "Keyring" + keys.stream().map(KeyringKey::id).toList();
    }

    /** What came of reading the content of a keyring file. */
    public sealed interface Parsed {
        record Read(Keyring keyring) implements Parsed {}

        /**
         * It is not what this program or a careful typist writes.
         *
         * @param line counted from 1
         */
        record Malformed(int line, Flaw flaw) implements Parsed {}
    }

    /** What can be wrong with a line of a keyring file. */
    public enum Flaw {
        /** The first line does not say that this is a keyring. */
        NOT_A_KEYRING,
        /** The first line names a version that this program does not know. */
        UNKNOWN_VERSION,
        /** There are more bytes than a keyring can need. */
        TOO_LONG,
        /** Something else than letters, digits, signs, blanks and line feeds. */
        NOT_ASCII,
        /** The file ends before its line {@code end}. */
        CUT_SHORT,
        /** Neither {@code key}, a fingerprint and a time, nor {@code end}. */
        NOT_A_KEY_LINE,
        /** Not four groups with one blank between. */
        NOT_FOUR_GROUPS,
        /** A group on this line is mistyped, or stands in the wrong place. */
        MISTYPED_GROUP,
        /** The groups are no key of this fingerprint. */
        OTHER_FINGERPRINT,
        /** The same key stands there twice. */
        REPEATED_KEY,
        /** There is no key. */
        NO_KEY,
        /** Something follows the line {@code end}. */
        AFTER_END
    }
}
