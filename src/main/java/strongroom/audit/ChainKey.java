package strongroom.audit;

/** The keyed hash that chains the log: HMAC-SHA-256 under the audit key. Thread-safe. */
@FunctionalInterface
public interface ChainKey {

    /** Returns the 32 bytes of the MAC of the message. */
    byte[] mac(byte[] message);
}
