package strongroom.credential;

import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.TenantId;

/**
 * A login set against what the store says at this moment. For a name that nobody has it looks the same, with hashes that nothing
 * matches, so that it takes the same way (G30).
 *
 * @param target what is being guessed at: the account's identity, or a keyed hash of the name that nobody has
 * @param account null if there is none of that name
 * @param mark a keyed hash of the password and of all that decides about it
 * @param found what is to be kept if it is right; null if nothing was found, if it is kept already, or must not be
 */
record Login(
        TenantId tenant,
        Id128 target,
        @Nullable Account account,
        Password password,
        Expected expected,
        Id128 mark,
        KnownLogins.@Nullable Found found) {

    /**
     * What the password is compared with.
     *
     * @param isAccountValid whether there is an account that may log in now
     * @param isPreviousValid whether the previous password still logs in now
     */
    record Expected(PasswordHash current, PasswordHash previous, boolean isAccountValid, boolean isPreviousValid) {}

    /** The identity to ask the store with; for an unknown name one that the store does not have. */
    AccountId accountId() {
        return new AccountId(target);
    }

    @Override
    public String toString() {
        return "Login[hidden]";
    }
}
