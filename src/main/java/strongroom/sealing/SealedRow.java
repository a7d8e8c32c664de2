package strongroom.sealing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.Handle;

/**
 * Everything known of one sealed blob but its bytes. It is fixed when the blob is uploaded; a renewal or a move to a newer tenant
 * key writes a new seal for the same revision.
 *
 * @param owner the account that uploaded it, null on a tenant whose login is open
 */
public record SealedRow(
        Place place, Stamp uploaded, @Nullable AccountId owner, Seal seal) {

    /**
     * Which blob it is.
     *
     * @param revision given once, at upload, from 1 upwards in each handle; it stays with the blob as a version and in the trash
     */
    public record Place(TenantId tenant, Handle handle, long revision) {}

    /**
     * A time in both reckonings.
     *
     * @param at the wall clock, for people
     * @param clockSeconds the retention clock, for deciding
     */
    public record Stamp(Instant at, long clockSeconds) {}

    /**
     * What binds the blob.
     *
     * @param generation the tenant key it lies under, from 1 upwards
     * @param lookup the keyed lookup of its backup ID under that generation
     * @param bytes the length of the sealed bytes
     * @param sha256 of the sealed bytes
     * @param mac over all of this row under that generation
     */
    public record Seal(int generation, Digest lookup, long bytes, Digest sha256, Digest mac) {}
}
