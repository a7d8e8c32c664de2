package strongroom.admin;

import java.util.List;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.audit.AuditEvent;

/** Remembers which logins were handed out. Thread-safe. */
public record HandOutNotes(ProvisioningChanges changes, Author author) {

    private static final int MOST_OF_A_STEP = 64;

    /** Notes that logins were handed out, so that no later run hands them out again. */
    public void handedOut(HandOut handOut) {
        List<Account> accounts =
                handOut.logins().stream().map(HandOut.Login::account).toList();
        for (int from = 0; from < accounts.size(); from += MOST_OF_A_STEP) {
            List<AccountId> step = accounts.subList(from, Math.min(from + MOST_OF_A_STEP, accounts.size())).stream()
                    .map(Account::id)
                    .toList();
            AuditEvent event = new AuditEvent.PasswordsHandedOut(
                    handOut.tenant().id(), step.stream().map(AccountId::value).toList());
            changes.handedOut(step, author.record(event));
        }
    }
}
