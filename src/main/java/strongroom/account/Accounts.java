package strongroom.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts, as they are now. Thread-safe; every call reads the store. */
public interface Accounts {

    /** An account with what it last did. */
    record Entry(Account account, Activity activity) {}

    /** Returns the accounts of a tenant, ordered by folded name, without removed ones. */
    List<Entry> of(TenantId tenant);

    /** Returns the account with this current or still valid former name, ignoring case; null if there is none. */
    @Nullable Entry find(TenantId tenant, UserName name);

    /** Returns an account by its identity, removed or not; null if there never was one. */
    @Nullable Entry find(AccountId id);

    /**
     * Notes that an account fetched {@code /config}, at most once a day and account, without waiting for the disk. For a personal
     * account this is the sign of life.
     */
    void noteConfig(AccountId account, @Nullable String platform);
}
