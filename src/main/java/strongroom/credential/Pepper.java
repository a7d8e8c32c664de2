package strongroom.credential;

import java.nio.charset.StandardCharsets;
import strongroom.account.AccountId;

/**
 * The server's own secret in every password hash.
 *
 * <p>It lies wrapped under the keyring, never beside the hashes in clear: whoever steals the database alone cannot check a single
 * guess. Shape: 32 random bytes. Thread-safe.
 */
public final class Pepper {

    /** The length of a pepper. */
    public static final int BYTES = 32;

    private final KeyedHash passwords;
    private final KeyedHash sources;

    private Pepper(KeyedHash passwords, KeyedHash sources) {
        this.passwords = passwords;
        this.sources = sources;
    }

    /**
     * Takes the unwrapped bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 32 bytes
     */
    public static Pepper of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a pepper has 32 bytes, not " + bytes.length);
        }
        KeyedHash passwords = new KeyedHash(bytes.clone());
        return new Pepper(passwords, new KeyedHash(passwords.of(sourceLabel())));
    }

    // The expand step of HKDF-SHA-256 for one block. The bytes 0 and 1 keep the label apart from any password that may
    // be set.
    private static byte[] sourceLabel() {
        return "strongroom/v1/source\u0000\u0001".getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns what is given to Argon2 in place of the password: 32 bytes. */
    byte[] season(Password password) {
        return passwords.of(password.utf8());
    }

    /** Returns the 16 bytes that stand for a source of an account in the store; those of two accounts cannot be compared. */
    byte[] sourceMark(AccountId account, Source source) {
        return sources.ofParts(account.bytes(), source.network()).bytes();
    }

    @Override
    public String toString() {
        return "Pepper[hidden]";
    }
}
