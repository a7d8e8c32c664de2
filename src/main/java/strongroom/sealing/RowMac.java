package strongroom.sealing;

import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.sealing.SealedRow.Place;
import strongroom.sealing.SealedRow.Seal;
import strongroom.sealing.SealedRow.Stamp;

/**
 * The MAC over all that is known of a sealed blob, under one generation of its tenant's key. With it no row, and no fact in one, can
 * take the place of another (G35). Thread-safe.
 */
final class RowMac {

    private static final String LABEL = "strongroom/v1/row";

    private final int generation;
    private final RandomKey key;

    RowMac(int generation, RandomKey key) {
        this.generation = generation;
        this.key = key;
    }

    /** What a row says of its sealed bytes. */
    record Bound(Digest lookup, long bytes, Digest sha256) {}

    SealedRow row(Place place, Stamp uploaded, @Nullable AccountId owner, Bound bound) {
        Digest mac = mac(place, uploaded, owner, bound);
        return new SealedRow(
                place, uploaded, owner, new Seal(generation, bound.lookup(), bound.bytes(), bound.sha256(), mac));
    }

    boolean vouchesFor(SealedRow row) {
        Seal seal = row.seal();
        Bound bound = new Bound(seal.lookup(), seal.bytes(), seal.sha256());
        return seal.generation() == generation
                && seal.mac().equals(mac(row.place(), row.uploaded(), row.owner(), bound));
    }

    private Digest mac(Place place, Stamp uploaded, @Nullable AccountId owner, Bound bound) {
        Canonical message = new Canonical(LABEL)
                .bytes(place.tenant().bytes())
                .bytes(place.handle().bytes())
                .number(place.revision())
                .number(uploaded.at().toEpochMilli())
                .number(uploaded.clockSeconds());
        if (owner == null) {
            message.absent();
        } else {
            message.bytes(owner.bytes());
        }
        message.number(generation)
                .bytes(bound.lookup().bytes())
                .number(bound.bytes())
                .bytes(bound.sha256().bytes());
        return Digest.of(Hashes.hmac(key, message.encoded()));
    }
}
