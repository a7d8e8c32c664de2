package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.admin.ProvisioningChanges.Previous;
import strongroom.admin.ProvisioningChanges.Renewal;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.mdm.Layer;
import strongroom.mdm.TenantPolicy;

/** Replaces passwords, and those of the policy with them: an account that has one of its own there gets the new one. Thread-safe. */
record Renewals(ProvisioningChanges changes, Author author) {

    /** A renewal with the password in clear, for the policy. */
    record Wanted(Renewal renewal, String password) {

        @Override
        public String toString() {
            return "Wanted[hidden]";
        }
    }

    /**
     * Writes renewals.
     *
     * @param policy as it is
     * @param revision of the policy
     */
    ChangeOutcome write(List<Wanted> wanted, TenantPolicy policy, long revision) {
        PolicyChanges.Edit edit = edit(wanted, policy, revision);
        List<AuditRecord> records = new ArrayList<>();
        for (Wanted one : wanted) {
            records.add(author.record(new AuditEvent.PasswordRotated(
                    one.renewal().account().id(),
                    switch (one.renewal().previous()) {
                        case Previous.Until(var until) -> until;
                        case Previous.NeverHandedOut() -> null;
                    })));
        }
        if (edit != null) {
            PolicyDelta.of(policy, edit).forEach(delta -> records.add(author.record(delta.event())));
        }
        return changes.renew(wanted.stream().map(Wanted::renewal).toList(), edit, records);
    }

    /** Returns what the policy becomes; null if it says nothing of their passwords. */
    static PolicyChanges.@Nullable Edit edit(List<Wanted> wanted, TenantPolicy policy, long revision) {
        List<PolicyChanges.Edit.Scope> scopes = new ArrayList<>();
        for (Wanted one : wanted) {
            Layer own = policy.scope(one.renewal().account().id()).layer();
            if (!IndividualLogins.channels(own).isEmpty()) {
                scopes.add(new PolicyChanges.Edit.Scope(
                        one.renewal().account().id(), IndividualLogins.renewed(own, one.password())));
            }
        }
        return scopes.isEmpty()
                ? null
                : new PolicyChanges.Edit(policy.tenant(), revision, policy.cockpitOverrides(), scopes);
    }
}
