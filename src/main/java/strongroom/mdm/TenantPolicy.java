package strongroom.mdm;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;

/**
 * All that a tenant has set.
 *
 * @param revision moves with every change of any of it, 0 if there never was one
 * @param individual by account; accounts without values of their own are left out
 */
public record TenantPolicy(
        TenantId tenant, long revision, boolean cockpitOverrides, Scope global, Map<AccountId, Scope> individual) {

    public TenantPolicy {
        individual = Map.copyOf(individual);
    }

    /**
     * The values of one level.
     *
     * @param restoreIdAt when {@code th_safe_restore_id} was last set, null if it is not
     */
    public record Scope(Layer layer, @Nullable Instant restoreIdAt) {

        /** Nothing is set. */
        public static final Scope EMPTY = new Scope(Layer.EMPTY, null);
    }

    /** Returns what is set for an account alone, or for everybody if it is null. */
    public Scope scope(@Nullable AccountId account) {
        return account == null ? global : individual.getOrDefault(account, Scope.EMPTY);
    }

    /** Returns all that counts for an account; for one without values of its own if it is null. */
    public Layers layers(@Nullable AccountId account) {
        return new Layers(
                global.layer(), account == null ? Layer.EMPTY : scope(account).layer(), cockpitOverrides);
    }
}
