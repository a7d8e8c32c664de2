package strongroom.sealing;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The one form of everything encrypted here: version byte 1, a random nonce of 12 bytes, the AES-256-GCM ciphertext, its tag of 16
 * bytes. Thread-safe.
 */
final class Envelope {

    /** What the form adds to the length of its content. */
    static final int OVERHEAD = 1 + Envelope.NONCE_BYTES + Envelope.TAG_BYTES;

    static final byte VERSION = 1;

    static final int NONCE_BYTES = 12;

    private static final int TAG_BYTES = 16;

    private static final int HEADER_BYTES = 1 + NONCE_BYTES;

    private Envelope() {}

    static byte[] close(RandomKey key, byte[] context, byte[] content, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed = new byte[OVERHEAD + content.length];
        closed[0] = VERSION;
        System.arraycopy(nonce, 0, closed, 1, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, closed, context);
            cipher.doFinal(content, 0, content.length, closed, HEADER_BYTES);
            return closed;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-GCM cannot fail to encrypt", failure);
        }
    }

    /** Returns the content; null if a byte of it, the key or the context is not that with which it was closed. */
    static byte @Nullable [] open(RandomKey key, byte[] context, byte[] closed) {
        if (closed.length < OVERHEAD || closed[0] != VERSION) {
            return null;
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, closed, context);
            return cipher.doFinal(closed, HEADER_BYTES, closed.length - HEADER_BYTES);
        } catch (AEADBadTagException notGenuine) {
            return null;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-GCM cannot fail but for a bad tag", failure);
        }
    }

    private static Cipher cipher(int mode, RandomKey key, byte[] closed, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.forAes(), new GCMParameterSpec(8 * TAG_BYTES, closed, 1, NONCE_BYTES));
        cipher.updateAAD(context);
        return cipher;
    }
}
