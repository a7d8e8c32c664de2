package strongroom.admin;

import java.util.List;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.audit.AuditRecord;
import strongroom.credential.PasswordHash;
import strongroom.sealing.WrappedKey;

/** Changes to tenants. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface TenantChanges {

    /** Tells whether the store has been set up. */
    boolean isInitialised();

    /** Sets an empty store up, all at once: its keys, its first tenant and that tenant's first account. */
    void initialise(Tenant tenant, Account account, PasswordHash password, List<WrappedKey> keys, AuditRecord record);

    /** Adds a tenant with its first key. */
    ChangeOutcome add(Tenant tenant, WrappedKey key, AuditRecord record);

    /**
     * Replaces a tenant's row (names, public URL, settings, hold), if its revision still is the given tenant's; the revision moves by
     * one. A change of the announced values is added to their history.
     *
     * @param records one event for each setting that changes, in order; at least one
     */
    ChangeOutcome change(Tenant tenant, List<AuditRecord> records);

    /**
     * Destroys a tenant's keys and removes the tenant with its accounts, unless the tenant, an account or a backup of it is held. What
     * it kept is unreadable at once; its rows are removed in batches by {@link strongroom.retention.RetentionStore#removeLeftovers}.
     *
     * @param backups how many backups in any state somebody agreed to destroy; another number is {@link ChangeOutcome#OUTDATED}
     */
    ChangeOutcome remove(TenantId tenant, long backups, AuditRecord record);

    /** What became of a change. */
    enum ChangeOutcome {
        DONE,
        /** The row has changed since it was read, or is gone. */
        OUTDATED,
        /** A name is already in use. */
        NAME_TAKEN,
        /** Something of the tenant is held, so it is not removed. */
        HELD
    }
}
