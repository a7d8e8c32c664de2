package strongroom.cli;

import java.util.SequencedMap;
import java.util.TreeMap;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.admin.PolicyOperations;
import strongroom.admin.TypedNames;

/** The user names of accounts that have values of their own. */
record PolicyNames(TypedNames names) {

    /** Returns the account that was asked for; all that have values of their own if none was. In the order of their names. */
    SequencedMap<String, AccountId> of(PolicyOperations.View view) {
        SequencedMap<String, AccountId> found = new TreeMap<>();
        Account asked = view.account();
        if (asked != null) {
            found.put(AccountView.name(asked), asked.id());
            return found;
        }
        found.putAll(ofAll(view));
        found.values().retainAll(view.policy().individual().keySet());
        return found;
    }

    /** Returns all accounts of the tenant, in the order of their names. */
    SequencedMap<String, AccountId> ofAll(PolicyOperations.View view) {
        SequencedMap<String, AccountId> all = new TreeMap<>();
        for (Accounts.Entry entry : names.accounts().of(view.tenant().id())) {
            all.put(AccountView.name(entry.account()), entry.account().id());
        }
        return all;
    }
}
