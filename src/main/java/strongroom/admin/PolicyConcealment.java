package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Value;

/** Puts what is remembered of a secret in the place of one that is never stored, after asking the checks that need it. */
final class PolicyConcealment {

    private PolicyConcealment() {}

    /** Returns the edit without such secrets. A password is compared with the pattern that counts for its account after the edit. */
    static PolicyChanges.Edit of(TenantPolicy before, PolicyChanges.Edit edit) {
        Layer global = edit.scopes().stream()
                .filter(scope -> scope.account() == null)
                .map(PolicyChanges.Edit.Scope::layer)
                .findFirst()
                .orElse(before.global().layer());
        List<PolicyChanges.Edit.Scope> scopes = new ArrayList<>();
        for (PolicyChanges.Edit.Scope scope : edit.scopes()) {
            Layer individual = scope.account() == null ? Layer.EMPTY : scope.layer();
            String pattern = pattern(new Layers(global, individual, edit.cockpitOverrides()));
            Layer concealed = scope.layer();
            for (Channel channel : Channel.values()) {
                Policy policy = concealed(concealed.of(channel), pattern, edit.revision() + 1);
                concealed = concealed.with(channel, policy);
            }
            scopes.add(new PolicyChanges.Edit.Scope(scope.account(), concealed));
        }
        return new PolicyChanges.Edit(edit.tenant(), edit.revision(), edit.cockpitOverrides(), scopes);
    }

    private static @Nullable String pattern(Layers layers) {
        // iOS alone compares a managed password with the pattern.
        Value pattern = layers.policy(Platform.IOS, Phase.SET_UP).get(Parameter.TH_SAFE_PASSWORD_PATTERN);
        return pattern instanceof Value.Text(String text) ? text : null;
    }

    private static Policy concealed(Policy policy, @Nullable String pattern, long change) {
        Policy after = policy;
        for (Map.Entry<Parameter, Value> set : policy.values().entrySet()) {
            if (set.getKey().secrecy() == Parameter.Secrecy.NEVER_STORED
                    && set.getValue() instanceof Value.Text(String secret)) {
                after = after.with(set.getKey(), Value.Concealed.of(set.getKey(), secret, pattern, change));
            }
        }
        return after;
    }
}
