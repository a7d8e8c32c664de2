package strongroom.enforcement;

import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;

/**
 * What counts on the public listener now. Thread-safe. A change by this process counts for the next request, one by another process
 * within a second; meanwhile an answer costs no look at the store.
 */
public interface Enforcements {

    /** Returns what counts for an account, or for those of a tenant of whom no account is known if it is null. */
    Enforcement of(TenantId tenant, @Nullable AccountId account);

    /**
     * Notes that an upload was refused, without waiting for the disk, and logs it: both at most once a day for an account, or for a
     * tenant if no account is known.
     */
    void noteRefused(TenantId tenant, @Nullable AccountId account);
}
