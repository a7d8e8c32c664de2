package strongroom.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.account.UserName;

/** What is stored to check logins against. Thread-safe; every call but {@link #revision} reads the store. */
public interface Credentials {

    /**
     * An account with its hashes.
     *
     * @param previous null unless one is still kept
     */
    record Stored(
            Account account, PasswordHash current, @Nullable Previous previous) {}

    /** The password before the current one, and until when it logs in, on the wall clock. */
    record Previous(PasswordHash hash, Instant until) {}

    /**
     * Returns a number that moves with every change of an account: after one by this process at once, after one by another within
     * a second (G32). What was found after it was asked for is the truth as long as it stands still.
     */
    long revision();

    /** Returns the account that this current or still valid former name means, ignoring case; null if there is none. */
    @Nullable Stored find(TenantId tenant, UserName name);

    /** Replaces a hash by one of the same password with the newest parameters, if it still is the stored one. */
    void upgrade(AccountId account, PasswordHash before, PasswordHash after);

    /**
     * Notes that the account logged in with its previous password, at most once a day, without waiting for the disk.
     *
     * @param account as it was found; if its row has changed since, nothing is noted, for the password may be another one
     */
    void notePrevious(Account account);

    /** Tells whether the account has logged in from this source in the last 30 days. */
    boolean isKnownSource(AccountId account, byte[] source);

    /**
     * Notes a login from a source, at most once a day and source, without waiting for the disk; the 64 most recent of an account are
     * kept.
     *
     * @param source a keyed hash of the network, 16 bytes
     */
    void noteSource(AccountId account, byte[] source);
}
