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
     */
    ChangeOutcome change(Tenant tenant, AuditRecord record);

    /** Destroys a tenant's keys and removes the tenant with its accounts; what it kept is removed in batches and unreadable at once. */
    ChangeOutcome remove(TenantId tenant, AuditRecord record);

    /** What became of a change. */
    enum ChangeOutcome {
        DONE,
        /** The row has changed since it was read, or is gone. */
        OUTDATED,
        /** A name is already in use. */
        NAME_TAKEN
    }
}
