package strongroom.phone;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/** NaCl's secretbox: XSalsa20 and Poly1305, the 16-byte tag before the ciphertext. Immutable. */
final class SecretBox {

    static final int NONCE_BYTES = 24;
    static final int TAG_BYTES = 16;

    private static final int SUBKEY_BYTES = 32;

    private final byte[] key;

    SecretBox(byte[] key) {
        this.key = key.clone();
    }

    byte[] seal(byte[] nonce, byte[] plain) {
        XSalsa20Engine cipher = cipher(nonce);
        Poly1305 authenticator = authenticator(cipher);
        byte[] box = new byte[TAG_BYTES + plain.length];
        cipher.processBytes(plain, 0, plain.length, box, TAG_BYTES);
        authenticator.update(box, TAG_BYTES, plain.length);
        authenticator.doFinal(box, 0);
        return box;
    }

    /** Opens a box of at least {@value #TAG_BYTES} bytes; null if it was made with another key or nonce, or changed since. */
    byte @Nullable [] open(byte[] nonce, byte[] box) {
        XSalsa20Engine cipher = cipher(nonce);
        Poly1305 authenticator = authenticator(cipher);
        int length = box.length - TAG_BYTES;
        byte[] tag = new byte[TAG_BYTES];
        authenticator.update(box, TAG_BYTES, length);
        authenticator.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, TAG_BYTES))) {
            return null;
        }
        byte[] plain = new byte[length];
        cipher.processBytes(box, TAG_BYTES, length, plain, 0);
        return plain;
    }

    private XSalsa20Engine cipher(byte[] nonce) {
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return cipher;
    }

    /** The first 32 bytes of the key stream are the authenticator's key; the text is encrypted with what follows. */
    private static Poly1305 authenticator(XSalsa20Engine cipher) {
        byte[] subkey = new byte[SUBKEY_BYTES];
        cipher.processBytes(new byte[SUBKEY_BYTES], 0, SUBKEY_BYTES, subkey, 0);
        Poly1305 authenticator = new Poly1305();
        authenticator.init(new KeyParameter(subkey));
        return authenticator;
    }
}
