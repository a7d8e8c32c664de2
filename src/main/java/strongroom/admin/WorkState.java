package strongroom.admin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Tenant;
import strongroom.admin.PolicyOperations.View;
import strongroom.admin.WorkConnections.Connected;
import strongroom.mdm.Parameter;
import strongroom.work.Drift;
import strongroom.work.Ownership;
import strongroom.work.Subscription;
import strongroom.work.Subscription.Credential;

/**
 * A subscription beside what is set here, both as they were read.
 *
 * @param names the accounts' user names
 */
public record WorkState(
        View view,
        Connected connected,
        Subscription subscription,
        Ownership ownership,
        Drift drift,
        Remarks remarks,
        Map<AccountId, String> names) {

    public WorkState {
        names = Map.copyOf(names);
    }

    /**
     * What is not compared, and so neither written nor taken away.
     *
     * @param omitted what is set here and phones do not take from the cockpit, or does not govern backups
     * @param withoutCredential accounts with values of their own for which the subscription has no credential
     */
    public record Remarks(List<Parameter> omitted, List<String> withoutCredential) {
        public Remarks {
            omitted = List.copyOf(omitted);
            withoutCredential = List.copyOf(withoutCredential);
        }
    }

    /** Returns the tenant. */
    public Tenant tenant() {
        return view.tenant();
    }

    /** Returns whose a credential is, by user name; null if it is nobody's. */
    public @Nullable String owner(Credential credential) {
        AccountId owner = ownership.owners().get(credential.id());
        return owner == null ? null : names.get(owner);
    }
}
