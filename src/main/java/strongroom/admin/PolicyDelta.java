package strongroom.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.audit.AuditEvent;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Value;

/**
 * A value that differs between two states of a tenant's policy.
 *
 * @param place where it is set; without a channel if it is what both share
 * @param shown as people see it who may read the policy
 * @param logged as the audit log keeps it
 */
record PolicyDelta(AuditEvent.PolicyPlace place, String parameter, Texts shown, Texts logged) {

    /**
     * The two values.
     *
     * @param before null if nothing was set
     * @param after null if nothing is set any more
     */
    record Texts(@Nullable String before, @Nullable String after) {}

    private static final int MOST_OF_A_STEP = 20;

    /** Returns a tenant's policy as an edit makes it. */
    static TenantPolicy edited(TenantPolicy before, PolicyChanges.Edit edit, Instant now) {
        TenantPolicy.Scope global = before.global();
        Map<AccountId, TenantPolicy.Scope> individual = new HashMap<>(before.individual());
        for (PolicyChanges.Edit.Scope scope : edit.scopes()) {
            TenantPolicy.Scope changed = new TenantPolicy.Scope(
                    scope.layer(), restoreIdAt(before.scope(scope.account()), scope.layer(), now));
            if (scope.account() == null) {
                global = changed;
            } else {
                individual.put(scope.account(), changed);
            }
        }
        return new TenantPolicy(before.tenant(), before.revision() + 1, edit.cockpitOverrides(), global, individual);
    }

    private static @Nullable Instant restoreIdAt(TenantPolicy.Scope before, Layer after, Instant now) {
        boolean isSet = false;
        boolean isSame = true;
        for (Channel channel : Channel.values()) {
            Value value = after.of(channel).get(Parameter.TH_SAFE_RESTORE_ID);
            isSet |= value != null;
            isSame &= Objects.equals(value, before.layer().of(channel).get(Parameter.TH_SAFE_RESTORE_ID));
        }
        if (!isSet) {
            return null;
        }
        return isSame ? before.restoreIdAt() : now;
    }

    /** Returns what an edit changes, in the order of its scopes and of the catalogue. */
    static List<PolicyDelta> of(TenantPolicy before, PolicyChanges.Edit edit) {
        List<PolicyDelta> all = new ArrayList<>();
        if (before.cockpitOverrides() != edit.cockpitOverrides()) {
            Texts texts = new Texts(String.valueOf(before.cockpitOverrides()), String.valueOf(edit.cockpitOverrides()));
            all.add(new PolicyDelta(
                    new AuditEvent.PolicyPlace(edit.tenant(), null, null), PolicyChanges.OVERRIDE, texts, texts));
        }
        for (PolicyChanges.Edit.Scope scope : edit.scopes()) {
            Layer was = before.scope(scope.account()).layer();
            for (Channel channel : Channel.values()) {
                AuditEvent.PolicyPlace place =
                        new AuditEvent.PolicyPlace(edit.tenant(), scope.account(), channel.toString());
                for (Parameter parameter : Parameter.values()) {
                    Value first = was.of(channel).get(parameter);
                    Value second = scope.layer().of(channel).get(parameter);
                    if (!Objects.equals(first, second)) {
                        all.add(new PolicyDelta(
                                place,
                                parameter.key(),
                                new Texts(PolicyValues.text(parameter, first), PolicyValues.text(parameter, second)),
                                new Texts(
                                        PolicyValues.logged(parameter, first),
                                        PolicyValues.logged(parameter, second))));
                    }
                }
            }
        }
        return all;
    }

    /** Cuts an edit into steps that change at most {@value #MOST_OF_A_STEP} values each, or one account's; those that change nothing go. */
    static List<PolicyChanges.Edit> steps(TenantPolicy before, PolicyChanges.Edit edit) {
        List<PolicyChanges.Edit> steps = new ArrayList<>();
        List<PolicyChanges.Edit.Scope> scopes = new ArrayList<>();
        int values = 0;
        for (PolicyChanges.Edit.Scope scope : edit.scopes()) {
            int more = of(
                            before,
                            new PolicyChanges.Edit(
                                    edit.tenant(), edit.revision(), before.cockpitOverrides(), List.of(scope)))
                    .size();
            if (values > 0 && values + more > MOST_OF_A_STEP) {
                steps.add(step(edit, steps.size(), scopes));
                scopes.clear();
                values = 0;
            }
            if (more > 0) {
                scopes.add(scope);
                values += more;
            }
        }
        if (values > 0 || steps.isEmpty()) {
            steps.add(step(edit, steps.size(), scopes));
        }
        return steps;
    }

    private static PolicyChanges.Edit step(PolicyChanges.Edit edit, int number, List<PolicyChanges.Edit.Scope> scopes) {
        return new PolicyChanges.Edit(edit.tenant(), edit.revision() + number, edit.cockpitOverrides(), scopes);
    }

    AuditEvent event() {
        return new AuditEvent.PolicyChanged(place, parameter, logged.before(), logged.after());
    }
}
