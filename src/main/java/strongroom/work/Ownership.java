package strongroom.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.UserName;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.work.Subscription.Credential;

/**
 * Whose the credentials of a subscription are. An account may have several.
 *
 * @param owners by the credential's ID
 * @param nobodys whose owner is not known, so that they are never touched
 */
public record Ownership(Map<String, AccountId> owners, List<Credential> nobodys) {

    /** Copies both. */
    public Ownership {
        owners = Collections.unmodifiableMap(new LinkedHashMap<>(owners));
        nobodys = List.copyOf(nobodys);
    }

    /**
     * Finds the owners: the account with the credential's user name, ignoring case, else the one that the credential's own {@code
     * th_safe_server_username} names, else the one that is remembered.
     *
     * @param accounts by the folded user name
     * @param remembered owners of credentials while a push is unfinished, which may already have taken the name away; else empty
     */
    public static Ownership of(
            List<Credential> credentials, Map<String, AccountId> accounts, Map<String, AccountId> remembered) {
        Map<String, AccountId> owners = new LinkedHashMap<>();
        List<Credential> nobodys = new ArrayList<>();
        for (Credential credential : credentials) {
            AccountId owner = named(accounts, credential.username());
            if (owner == null
                    && credential.individual().get(Parameter.TH_SAFE_SERVER_USERNAME)
                            instanceof Value.Text(String name)) {
                owner = named(accounts, name);
            }
            if (owner == null) {
                owner = remembered.get(credential.id());
            }
            if (owner == null) {
                nobodys.add(credential);
            } else {
                owners.put(credential.id(), owner);
            }
        }
        return new Ownership(owners, nobodys);
    }

    private static @Nullable AccountId named(Map<String, AccountId> accounts, String name) {
        UserName parsed = UserName.parse(name);
        return parsed == null ? null : accounts.get(parsed.folded());
    }
}
