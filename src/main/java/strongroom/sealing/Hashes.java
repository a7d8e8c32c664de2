package strongroom.sealing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** SHA-256 and what is built on it: HMAC (RFC 2104) and HKDF (RFC 5869) without a salt. Thread-safe. */
final class Hashes {

    static final String HMAC = "HmacSHA256";

    private Hashes() {}

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("a JDK cannot lack SHA-256", missing);
        }
    }

    static byte[] hmac(RandomKey key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key.forHmac());
            return mac.doFinal(message);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("a JDK cannot lack HMAC-SHA-256", missing);
        }
    }

    static RandomKey hkdf(SecretKey input, byte[] info) {
        try {
            KDF kdf = KDF.getInstance("HKDF-SHA256");
            HKDFParameterSpec parameters =
                    HKDFParameterSpec.ofExtract().addIKM(input).thenExpand(info, RandomKey.BYTES);
            return RandomKey.of(kdf.deriveData(parameters));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("a JDK cannot lack HKDF-SHA-256", missing);
        }
    }
}
