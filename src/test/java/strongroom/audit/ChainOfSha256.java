package strongroom.audit;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The chain's keyed hash under a key that tests know. */
public final class ChainOfSha256 implements ChainKey {

    private final byte[] key;

    public ChainOfSha256(int seed) {
        key = new byte[32];
        key[0] = (byte) seed;
    }

    @Override
    public byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a JDK cannot be without HmacSHA256", impossible);
        }
    }
}
