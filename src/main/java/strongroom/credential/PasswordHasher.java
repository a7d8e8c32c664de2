package strongroom.credential;

/**
 * Turns passwords into what is stored, and checks them against it. Thread-safe.
 *
 * <p>Slow and hungry on purpose: on the way of a request only {@link HashingThreads} may call it.
 */
public interface PasswordHasher {

    /** Hashes a password for the store, with a fresh salt. */
    PasswordHash hash(Password password);

    /** Tells whether the password is the one that was hashed, in time that does not depend on where they differ. */
    boolean matches(Password password, PasswordHash hash);

    /** Returns a hash that no password matches and that costs as much to check as one made now. */
    PasswordHash absent();

    /** Tells whether the hash was made with other parameters than {@link #hash} uses now. */
    boolean isOutdated(PasswordHash hash);
}
