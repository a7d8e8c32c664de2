package strongroom.admin;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Accounts;
import strongroom.account.UserName;

/** The accounts of a tenant, found by the credentials of a file: a credential is a current user name, compared as logins are. */
final class CurrentNames {

    private final Map<String, Account> accounts = new LinkedHashMap<>();

    CurrentNames(List<Accounts.Entry> entries) {
        for (Accounts.Entry entry : entries) {
            Account account = entry.account();
            accounts.put(account.names().current().folded(), account);
        }
    }

    /** Returns whose credential it is; null if it is nobody's. */
    @Nullable Account find(String credential) {
        UserName name = UserName.parse(credential);
        return name == null ? null : accounts.get(name.folded());
    }

    /** Returns the accounts, ordered by folded name. */
    Collection<Account> all() {
        return accounts.values();
    }
}
