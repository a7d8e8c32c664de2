package strongroom.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;

/** The offboardings. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface OffboardingChanges {

    /** Returns what was decided last about an account; null if nothing was, or it was cancelled. */
    @Nullable Offboarding find(AccountId account);

    /** Returns those that are due and not done, the longest due first. */
    List<Offboarding> due(Instant now);

    /**
     * Decides: refuses uploads of the account from now on, and has its login end when it is due, unless it ends earlier anyway. A
     * decision that is not done yet is replaced, and a cancellation still brings back what was before the first.
     *
     * @return {@link ChangeOutcome#HELD} if the backups are not kept and one of them, the account or the tenant is held; {@link
     *     ChangeOutcome#OUTDATED} if the account is gone, or was to keep its Threema ID and now is not
     */
    ChangeOutcome begin(Offboarding offboarding, AuditRecord record);

    /**
     * Takes a decision back that is not done: login and uploads are as they were, unless somebody has set them otherwise since.
     *
     * @return {@link ChangeOutcome#OUTDATED} if there is none that is not done
     */
    ChangeOutcome cancel(AccountId account, AuditRecord record);

    /**
     * Notes that a decision is done.
     *
     * @return {@link ChangeOutcome#OUTDATED} if there is still a backup that has to go first, or nothing to be done
     */
    ChangeOutcome complete(AccountId account, AuditRecord record);
}
