package strongroom.sealing;

import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key of 32 bytes, drawn or derived. Shown to nobody; compared in constant time; immutable. */
final class RandomKey {

    static final int BYTES = 32;

    private final byte[] bytes;

    private RandomKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    static RandomKey draw(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new RandomKey(bytes);
    }

    static RandomKey of(byte[] bytes) {
        return new RandomKey(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    SecretKey forAes() {
        return new SecretKeySpec(bytes, "AES");
    }

    SecretKey forHmac() {
        return new SecretKeySpec(bytes, Hashes.HMAC);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RandomKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RandomKey[hidden]";
    }
}
