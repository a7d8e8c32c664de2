package strongroom.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.credential.PasswordHash;

/** Changes to accounts. Thread-safe; every change is on disk, with its event, when the method returns. */
public interface AccountChanges {

    /**
     * Adds an account.
     *
     * @param successorOf a removed account with the same csi, whose backups this one takes over, and its hold with them; null if there
     *     is none
     */
    ChangeOutcome add(Account account, PasswordHash password, @Nullable AccountId successorOf, AuditRecord record);

    /** Returns the most recently removed account of the tenant with this csi that has no successor; null if there is none. */
    @Nullable AccountId removedWithCsi(Account account);

    /**
     * Replaces an account's row, if its revision still is the given account's; the revision moves by one. A removed account stays
     * removed, but its hold can be set and cleared.
     *
     * @param successorOf a removed account whose backups this one takes over from now on, as in {@link #add}; null if there is none
     * @param records one event for each thing that changes, in order; at least one
     */
    ChangeOutcome change(Account account, @Nullable AccountId successorOf, List<AuditRecord> records);

    /**
     * Replaces the password.
     *
     * @param previousUntil until when the password before stays valid; null ends it, and any one before, at once
     */
    ChangeOutcome rotate(AccountId account, PasswordHash password, @Nullable Instant previousUntil, AuditRecord record);

    /** Removes an account; a tombstone stays, and its backups stay. */
    ChangeOutcome remove(AccountId account, AuditRecord record);
}
