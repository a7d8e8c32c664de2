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

    /** Returns the sealed bytes of a blob; null if it is gone by now. */
    byte @Nullable [] bytes(SealedRow.Place place);

    /**
     * Makes the given blob the live one, if what stands under the lookups still is {@code expected}. What it replaces becomes a
     * version as the tenant's settings say; a trashed one comes back to life with the new blob. Owner changes are put into the audit log.
     *
     * @param lookups all the lookups of the ID, so that none is stored twice under different generations
     * @param expected the handle and revision that the caller saw, null if it saw none
     */
    StoreOutcome store(SealedRow row, byte[] sealed, List<Digest> lookups, @Nullable Expected expected);

    /** Renews the times of the live blob without writing the blob, on the same condition as {@link #store}. */
    StoreOutcome renew(SealedRow row, Expected expected);

    /** Moves the live blob to a newer tenant key, if it still is the very row that was read; changes no time. Best effort. */
    void move(SealedRow before, SealedRow after, byte[] sealed);

    /** Puts the live blob under one of the lookups into the trash. */
    DeleteOutcome delete(TenantId tenant, List<Digest> lookups, @Nullable AccountId account);

    /** Marks a blob as not what was stored: kept, not served, reported. The event is put into the audit log. */
    void quarantine(SealedRow.Place place);

    /** Notes a successful reading for retention and activity, at most once an hour, without waiting for the disk. */
    void noteRead(Handle handle);

    /** The retention clock as last written, in seconds. */
    long clockSeconds();

    /** What stands under a lookup. */
    record Head(SealedRow row, State state) {

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
