package strongroom.credential;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import strongroom.account.Id128;

/** HMAC-SHA-256 under one key. Thread-safe. */
final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Mac keyed;

    KeyedHash(byte[] key) {
        try {
            this.keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException broken) {
            throw new IllegalStateException("this Java cannot compute " + ALGORITHM, broken);
        }
    }

    /** A hash under a key that dies with the process, so that what it hashed can never be checked against a list of guesses. */
    static KeyedHash ephemeral(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new KeyedHash(key);
    }

    /** Hashes one text as it is, to 32 bytes. */
    byte[] of(byte[] text) {
        return mac().doFinal(text);
    }

    /** Hashes a list of parts to 128 bits; each carries its length, so that no two lists run together to the same text. */
    Id128 ofParts(byte[]... parts) {
        Mac mac = mac();
        for (byte[] part : parts) {
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
            mac.update(part);
        }
        return Id128.of(Arrays.copyOf(mac.doFinal(), Id128.BYTES));
    }

    // A Mac is good for one thread; copying the keyed one costs less than looking the algorithm up again.
    private Mac mac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException broken) {
            throw new IllegalStateException("this Java cannot copy " + ALGORITHM, broken);
        }
    }
}
