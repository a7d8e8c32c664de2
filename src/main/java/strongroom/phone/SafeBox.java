package strongroom.phone;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.backup.Ciphertext;

/**
 * The encryption of a backup.
 *
 * <p>Shape of what it makes: a random nonce of 24 bytes, then a NaCl secretbox (tag of 16 bytes first) of gzip of JSON, the gzip
 * without compression as both apps write it since 2022. It opens compressed backups of older apps too. Thread-safe.
 */
public final class SafeBox {

    /** The longest JSON that is unpacked, in bytes: far above any backup a server accepts, far below a decompression bomb. */
    public static final int MAX_JSON_BYTES = 32 * 1024 * 1024;

    private final SecretBox box;

    public SafeBox(SafeKey key) {
        this.box = new SecretBox(key.encryptionKey());
    }

    /**
     * Packs and encrypts under a new nonce, so that equal backups become different bytes.
     *
     * @param random must be cryptographically strong
     */
    public Ciphertext seal(SafeBackup backup, RandomGenerator random) {
        byte[] nonce = new byte[SecretBox.NONCE_BYTES];
        random.nextBytes(nonce);
        return sealPacked(nonce, Gzip.store(backup.json()));
    }

    Ciphertext sealPacked(byte[] nonce, byte[] packed) {
        byte[] sealed = box.seal(nonce, packed);
        byte[] blob = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, blob, nonce.length, sealed.length);
        return Ciphertext.owning(blob);
    }

    /** Decrypts and unpacks. Whatever the bytes are, there is a result and no exception. */
    public Opening open(Ciphertext blob) {
        byte[] bytes = blob.bytesForReading();
        byte[] nonce = Arrays.copyOf(bytes, SecretBox.NONCE_BYTES);
        byte @Nullable [] packed = box.open(nonce, Arrays.copyOfRange(bytes, SecretBox.NONCE_BYTES, bytes.length));
        if (packed == null) {
            return new Opening.WrongKeyOrTampered();
        }
        byte @Nullable [] json = Gzip.unpack(packed, MAX_JSON_BYTES);
        if (json == null) {
            return new Opening.NotGzip();
        }
        if (json.length > MAX_JSON_BYTES) {
            return new Opening.TooLarge(MAX_JSON_BYTES);
        }
        SafeBackup backup = SafeBackup.parse(json);
        return backup == null ? new Opening.NotJson() : new Opening.Opened(backup);
    }

    @Override
    public String toString() {
        return "SafeBox[hidden]";
    }

    /** What came of opening a blob. */
    public sealed interface Opening {

        /** The backup, byte for byte as it was packed. */
        record Opened(SafeBackup backup) implements Opening {}

        /** The tag does not fit: another identity or password, or changed bytes. Nobody can tell which. */
        record WrongKeyOrTampered() implements Opening {}

        /** The key is right, but what was encrypted is not gzip. */
        record NotGzip() implements Opening {}

        /** The key is right, but what was packed is not JSON in UTF-8. */
        record NotJson() implements Opening {}

        /** The key is right, but the JSON is longer than {@code maxBytes}. */
        record TooLarge(int maxBytes) implements Opening {}
    }
}
