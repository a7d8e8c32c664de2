package strongroom.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log, for reading. Thread-safe. Events are written by the ports that change what they tell of. */
public interface AuditLog {

    /** Returns entries with a sequence above {@code after}, in order. */
    List<Entry> after(long after, int most);

    /** Returns the newest sequence and MAC; null if nothing was ever logged. */
    @Nullable Head head();

    /**
     * An entry as it lies in the store; digests and MACs are 64 lower-case hexadecimal digits.
     *
     * @param sequence from 1 upwards without gaps
     * @param payloadDigest the SHA-256 of the payload
     * @param mac the chain: HMAC over sequence, the MAC before (32 zero bytes at the start) and the payload's digest
     * @param payload the event as JSON with its time and actor, null if it was erased
     */
    record Entry(
            long sequence,
            String payloadDigest,
            String mac,
            @Nullable String payload) {}

    /** The end of the chain. */
    record Head(long sequence, String mac) {}
}
