package strongroom.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain through the log, as arithmetic: what the next link is, and whether what is there is what was written. Thread-safe.
 *
 * <p>A link is the MAC over the sequence (8 bytes, big-endian), the link before (32 zero bytes at the start) and the SHA-256 of the
 * payload. So a payload can be erased without breaking the chain. What the chain cannot show by itself is that its end was cut off:
 * for that {@link #verify} is told a head that was seen earlier.
 */
public final class AuditChain {

    /** The length of a link and of a digest. */
    public static final int BYTES = 32;

    private static final int PAGE = 500;

    private final ChainKey key;

    public AuditChain(ChainKey key) {
        this.key = key;
    }

    /** Returns what stands before the first link. */
    public static byte[] start() {
        return new byte[BYTES];
    }

    /** Returns the SHA-256 of a payload in UTF-8. */
    public static byte[] digest(String payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a JDK cannot be without SHA-256", impossible);
        }
    }

    /** Returns the link of an entry. */
    public byte[] link(long sequence, byte[] previous, byte[] digest) {
        return key.mac(ByteBuffer.allocate(Long.BYTES + previous.length + digest.length)
                .putLong(sequence)
                .put(previous)
                .put(digest)
                .array());
    }

    /**
     * Reads the whole log and checks it.
     *
     * @param expected a head that was seen earlier, null if none is known; without it a cut-off end stays unseen
     */
    public AuditVerification verify(AuditLog log, AuditLog.@Nullable Head expected) {
        ChainReader reader = new ChainReader(this, expected);
        long last = 0;
        List<AuditLog.Entry> page;
        do {
            page = log.after(last, PAGE);
            for (AuditLog.Entry entry : page) {
                reader.next(entry);
                last = Math.max(last, entry.sequence());
            }
        } while (page.size() == PAGE);
        return reader.finish();
    }
}
