package strongroom.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.credential.PasswordHash;

/**
 * Changes to many accounts at a time, each together with what the policy says of its login. Thread-safe; every change is on disk, with
 * its events, when the method returns, or nothing of it is.
 *
 * <p>A password that is made here waits to be handed out until {@link #handedOut}: what a cut-off run made and nobody saw can be told
 * from what phones have.
 */
public interface ProvisioningChanges {

    /** How many accounts one change may have, so that no phone waits long for the store. */
    int MOST_OF_A_STEP = 10;

    /**
     * An account to be added.
     *
     * @param successorOf a removed account whose backups it takes over, as in {@link AccountChanges#add}
     */
    record Addition(
            Account account,
            PasswordHash password,
            @Nullable AccountId successorOf) {}

    /**
     * A password to be replaced.
     *
     * @param account as it was read; if its row has changed since, nothing is changed
     * @param previous what becomes of the one before
     * @param waits whether it waits to be handed out
     */
    record Renewal(Account account, PasswordHash password, Previous previous, boolean waits) {}

    /** What becomes of the password before when another one takes its place. */
    sealed interface Previous {

        /** It goes on logging in, null not at all; any one before it ends at once. */
        record Until(@Nullable Instant time) implements Previous {}

        /** Nobody ever had it, so it goes, and the one before it stays as it is. */
        record NeverHandedOut() implements Previous {}
    }

    /**
     * What is known of an account's passwords.
     *
     * @param previousUntil until when the one before logs in, which may be over; null if there is none
     * @param rotatedAt when it was last replaced, null if it is the first
     * @param handoutSince since when one waits to be handed out, null if none does
     */
    record Passwords(
            @Nullable Instant previousUntil,
            @Nullable Instant rotatedAt,
            @Nullable Instant handoutSince) {

        /** Of an account of which nothing is known. */
        public static final Passwords NONE = new Passwords(null, null, null);
    }

    /** Returns what is known of the passwords of a tenant's accounts. */
    Map<AccountId, Passwords> passwords(TenantId tenant);

    /** Returns for each csi the most recently removed account that has no successor. */
    Map<String, AccountId> removedByCsi(TenantId tenant);

    /**
     * Adds accounts with their values; their passwords wait to be handed out.
     *
     * @param edit of the policy, about no other accounts
     */
    ChangeOutcome add(List<Addition> additions, PolicyChanges.Edit edit, List<AuditRecord> records);

    /**
     * Replaces passwords.
     *
     * @param edit of the policy, null if it says nothing about these accounts
     */
    ChangeOutcome renew(List<Renewal> renewals, PolicyChanges.@Nullable Edit edit, List<AuditRecord> records);

    /** Notes that passwords were handed out, of at most 64 accounts. */
    ChangeOutcome handedOut(List<AccountId> accounts, AuditRecord record);
}
