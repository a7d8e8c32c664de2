package strongroom.sealing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.backup.BackupStore.Limit;
import strongroom.backup.Handle;

/**
 * The store as it lies on disk: lookups and sealed bytes. Thread-safe. Every change is on disk when the method returns.
 *
 * <p>A failure of the store is a {@link strongroom.backup.StoreUnavailable}. Of several lookups (one per generation of the tenant's
 * key) at most one is ever in use.
 */
public interface SealedRows {

    /** Returns what stands under one of the lookups, live, trashed or damaged; null if nothing does. Reads no blob. */
    @Nullable Head head(TenantId tenant, List<Digest> lookups);

    /** Tells whether what stands under one of the lookups, in any state, belongs to another account that has not been removed. */
    boolean isAnothers(TenantId tenant, List<Digest> lookups, AccountId account);

    /** Returns the sealed bytes of a blob; null if it is gone by now. */
    byte @Nullable [] bytes(SealedRow.Place place);

    /**
     * Makes the given blob the live one, if what stands under the lookups still is {@code expected} and the blob's revision is above
     * every one given before. What it replaces becomes a version as the tenant's settings say; a trashed one comes back to life with
     * the new blob. Owner changes are put into the audit log.
     *
     * <p>It is outdated if the row's generation is not the tenant's newest by then. A row without an owner leaves the owner as is.
     *
     * @param row its revision is the highest ever given under its handle ({@link Head#newest}) plus one, or 1 under a new handle
     * @param lookups all the lookups of the ID, so that none is stored twice under different generations
     * @param expected the handle and revision that the caller saw, null if it saw none
     * @param platform of the uploading phone as far as it shows, noted of its account and of the backup; null if it does not
     */
    StoreOutcome store(
            SealedRow row, byte[] sealed, List<Digest> lookups, @Nullable Expected expected, @Nullable String platform);

    /**
     * Renews the times of the live blob without writing the blob, on the same conditions as {@link #store}.
     *
     * @param row place and bytes of the live row with a new time, owner and MAC
     */
    StoreOutcome renew(SealedRow row, Expected expected, @Nullable String platform);

    /** Moves the live blob to a newer tenant key, if it still is the very row that was read; changes no time. Best effort. */
    void move(SealedRow before, SealedRow after, byte[] sealed);

    /** Puts the live blob under one of the lookups into the trash. */
    DeleteOutcome delete(TenantId tenant, List<Digest> lookups, @Nullable AccountId account);

    /**
     * Marks a blob as not what was stored: kept, not served, reported. The event is put into the audit log, once: a blob that is
     * marked already, or gone, stays as it is.
     */
    void quarantine(SealedRow.Place place);

    /**
     * Notes a successful reading for retention and activity, at most once an hour, without waiting for the disk. Needless where
     * {@link Head#readNoted} says so.
     */
    void noteRead(Handle handle);

    /**
     * Returns rows after {@code after} (null: from the start) in the order of handle and revision: live blobs, versions, trash and
     * what is damaged. Reads no blob. For checking what lies there.
     */
    List<SealedRow> page(SealedRow.@Nullable Place after, int most);

    /** The retention clock as last written, in seconds. */
    long clockSeconds();

    /**
     * What stands under a lookup.
     *
     * @param newest the highest revision ever given under the handle: above the row's own after a revert
     * @param readNoted whether a reading was noted within the last hour
     */
    record Head(SealedRow row, State state, long newest, boolean readNoted) {

        /** What a handle's current blob can be. */
        public enum State {
            LIVE,
            TRASHED,
            DAMAGED
        }
    }

    /** What a writer believes to stand there. */
    record Expected(Handle handle, long revision) {}

    /** What became of storing or renewing. */
    sealed interface StoreOutcome {
        /** Nothing live was there. */
        record Created() implements StoreOutcome {}

        record Replaced() implements StoreOutcome {}

        /** Something else stands there by now, or the tenant has a newer key: look again and repeat. */
        record Outdated() implements StoreOutcome {}

        record NotOwner() implements StoreOutcome {}

        record OverQuota(Limit limit) implements StoreOutcome {}

        record NoSpace() implements StoreOutcome {}
    }
}
