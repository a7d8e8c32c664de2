package strongroom.sealing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One key-encryption key of the keyring. It wraps the keys in the database and encrypts nothing else.
 *
 * <p>Its ID is its fingerprint: 16 lower-case hexadecimal digits of a hash of the key, which can be shown to anybody and which no
 * other key can have by accident. The key itself is never shown. Immutable.
 */
public final class KeyringKey {

    private static final byte[] LABEL = "strongroom/v1/keyring".getBytes(StandardCharsets.US_ASCII);

    private static final int ID_BYTES = 8;

    private final Instant created;
    private final RandomKey key;
    private final String id;

    KeyringKey(Instant created, RandomKey key) {
        this.created = created.truncatedTo(ChronoUnit.SECONDS);
        this.key = key;
        this.id = HexFormat.of().formatHex(Arrays.copyOf(Hashes.sha256(LABEL, key.bytes()), ID_BYTES));
    }

    /**
     * Draws a new key.
     *
     * @param created the time on the wall clock, for people
     * @param random a cryptographically strong source
     */
    public static KeyringKey draw(Instant created, RandomGenerator random) {
        return new KeyringKey(created, RandomKey.draw(random));
    }

    /** Returns the fingerprint. */
    public String id() {
        return id;
    }

    /** Returns when it was made, in whole seconds. */
    public Instant created() {
        return created;
    }

    RandomKey key() {
        return key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyringKey that && created.equals(that.created) && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "KeyringKey[" + id + "]";
    }
}
