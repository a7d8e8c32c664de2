package strongroom.enforcement;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.mdm.TenantPolicy;

/**
 * All decisions of a tenant.
 *
 * @param accounts accounts of which nothing was decided are left out
 */
public record Decisions(Decision tenant, Map<AccountId, Decision> accounts) {

    /** Nothing was decided. */
    public static final Decisions NONE = new Decisions(Decision.NONE, Map.of());

    public Decisions {
        accounts = Map.copyOf(accounts);
    }

    /** Returns what was decided for an account alone, or for the tenant if it is null. */
    public Decision of(@Nullable AccountId account) {
        return account == null ? tenant : accounts.getOrDefault(account, Decision.NONE);
    }

    /** Returns what counts for an account under a policy, or for those without values of their own if it is null. */
    public Enforcement under(TenantPolicy policy, @Nullable AccountId account) {
        return new Enforcement(
                Switches.of(policy.layers(account)), tenant, account == null ? Decision.NONE : of(account));
    }
}
