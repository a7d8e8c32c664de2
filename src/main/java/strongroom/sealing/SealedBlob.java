package strongroom.sealing;

import java.util.random.RandomGenerator;
import strongroom.backup.Ciphertext;
import strongroom.sealing.SealedRow.Place;

/**
 * The stored form of a backup's bytes: an {@link Envelope} under the backup's wrapping key, bound to format, tenant, handle and
 * revision. Thread-safe.
 */
final class SealedBlob {

    /** What sealing adds, so that a length is known without a blob. */
    static final int OVERHEAD = Envelope.OVERHEAD;

    private static final String LABEL = "strongroom/v1/blob";

    private final RandomKey wrappingKey;
    private final byte[] context;

    SealedBlob(RandomKey wrappingKey, Place place) {
        this.wrappingKey = wrappingKey;
        this.context = new Canonical(LABEL)
                .number(Envelope.VERSION)
                .bytes(place.tenant().bytes())
                .bytes(place.handle().bytes())
                .number(place.revision())
                .encoded();
    }

    byte[] seal(Ciphertext text, RandomGenerator random) {
        return Envelope.close(wrappingKey, context, text.bytesForReading(), random);
    }

    Unsealed open(byte[] sealed) {
        byte[] opened = Envelope.open(wrappingKey, context, sealed);
        return opened == null || opened.length < Ciphertext.MIN_BYTES
                ? new Unsealed.Damaged()
                : new Unsealed.Opened(Ciphertext.owning(opened));
    }
}
