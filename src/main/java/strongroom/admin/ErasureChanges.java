package strongroom.admin;

import java.util.List;
import strongroom.account.AccountId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;

/** Erasing what is stored about a person beside backups. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface ErasureChanges {

    /** Returns the removed accounts whose backups an account took over: earlier accounts of the same person. */
    List<AccountId> earlier(AccountId account);

    /** Tells whether nothing is left of an account but its identity. */
    boolean isErased(AccountId account);

    /**
     * Erases payloads of the audit log, at most 64; their places in the chain stay. The logged event names those that were there.
     *
     * @return how many went
     */
    int erasePayloads(List<Long> sequences, AuditRecord record);

    /**
     * Leaves nothing of an account, and of those whose backups it took over, but identities without a name.
     *
     * @return {@link ChangeOutcome#OUTDATED} if there is no such account or it still has a backup or a version
     */
    ChangeOutcome erase(AccountId account, AuditRecord record);
}
