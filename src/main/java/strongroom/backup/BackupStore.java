package strongroom.backup;

import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;

/**
 * The backups, asked by backup ID. Thread-safe; calls block and are made on virtual threads.
 *
 * <p>An outcome that changes something is returned only when the change is on disk. Requests for the same ID are answered as if
 * one after the other, in some order. A failure of the store is a {@link StoreUnavailable}; then the outcome is unknown, and
 * repeating the request is safe. Limits, ownership and quotas are those of the tenant at the moment of the change; the size of a
 * body is the caller's to check.
 */
public interface BackupStore {

    /** Returns the live backup under this ID and notes the reading. */
    default FindOutcome find(TenantId tenant, BackupId id) {
        return find(tenant, id, Reader.ANY);
    }

    /** Returns the live backup under this ID and notes the reading, if the reader takes it. */
    FindOutcome find(TenantId tenant, BackupId id, Reader reader);

    /** Returns the length of the live backup under this ID, without reading or noting anything. */
    SizeOutcome size(TenantId tenant, BackupId id);

    /** For whom a backup is read; asked before any byte of it is, and again if it has changed meanwhile. */
    interface Reader {

        /** Takes whatever is there. */
        Reader ANY = new Reader() {
            @Override
            public boolean mayHave(@Nullable AccountId owner) {
                return true;
            }

            @Override
            public boolean hasRoom(long bytes) {
                return true;
            }
        };

        /** Tells whether a backup of this account may be served; if not, it is answered as if it were not there, and no reading noted. */
        boolean mayHave(@Nullable AccountId owner);

        /** Tells whether there is room for that many bytes; it may wait. */
        boolean hasRoom(long bytes);
    }

    /**
     * Tells whether what stands under this ID belongs to another account that has not been removed. Where ownership is strict, an upload is
     * refused on it before its body is read; {@link #put} and {@link #delete} decide by themselves all the same.
     */
    boolean isAnothers(TenantId tenant, AccountId account, BackupId id);

    /** Stores or replaces the backup under this ID. Bytes equal to the live ones only renew its times. */
    PutOutcome put(Upload upload);

    /**
     * Puts the live backup under this ID into the trash.
     *
     * @param account who asks, null on a tenant whose login is open
     */
    DeleteOutcome delete(TenantId tenant, @Nullable AccountId account, BackupId id);

    /**
     * What a phone uploads.
     *
     * @param account who uploads, null on a tenant whose login is open: then the owner does not change
     * @param platform android, ios or desktop, as far as the request shows it; null if it does not
     */
    record Upload(
            TenantId tenant,
            @Nullable AccountId account,
            BackupId id,
            Ciphertext bytes,
            @Nullable String platform) {}

    /** What came of asking for a backup. */
    sealed interface FindOutcome {
        record Found(Ciphertext bytes) implements FindOutcome {}

        /** Nothing live is there, or nothing for this reader: never was, is in the trash, or is gone. */
        record Absent() implements FindOutcome {}

        /** Something is there, but it is not what was stored; it is kept for inspection and not served (G-11). */
        record Damaged(Handle handle) implements FindOutcome {}

        /** Something is there, and was not read because there was no room for it. */
        record NoRoom() implements FindOutcome {}
    }

    /** What came of asking for a length. */
    sealed interface SizeOutcome {
        /**
         * It is live.
         *
         * @param owner the account that uploaded it, null on a tenant whose login is open
         */
        record Present(long bytes, @Nullable AccountId owner) implements SizeOutcome {}

        record Absent() implements SizeOutcome {}

        record Damaged(Handle handle) implements SizeOutcome {}
    }

    /** What became of an upload. */
    sealed interface PutOutcome {
        /** Nothing live was there before. */
        record Created() implements PutOutcome {}

        /** It replaced or renewed what was live. */
        record Replaced() implements PutOutcome {}

        /** It belongs to another account, and the tenant's ownership is strict. */
        record NotOwner() implements PutOutcome {}

        /** A quota of the tenant or the account is used up. */
        record OverQuota(Limit limit) implements PutOutcome {}

        /** The file system is nearly full. */
        record NoSpace() implements PutOutcome {}
    }

    /** Which quota refused an upload. */
    enum Limit {
        TENANT_BYTES,
        TENANT_BACKUPS,
        ACCOUNT_BACKUPS
    }

    /** What became of a delete. */
    sealed interface DeleteOutcome {
        /** It was live and is now in the trash, or gone if the trash is switched off. */
        record Deleted() implements DeleteOutcome {}

        /** It was in the trash already. */
        record AlreadyDeleted() implements DeleteOutcome {}

        record Absent() implements DeleteOutcome {}

        /** It belongs to another account, and the tenant's ownership is strict. */
        record NotOwner() implements DeleteOutcome {}
    }
}
