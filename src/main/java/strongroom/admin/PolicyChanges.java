package strongroom.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.mdm.Layer;

/** Changes to policies. Thread-safe; every change is on disk, with its events, when the method returns. */
public interface PolicyChanges {

    /** What switches the cockpit's override on and off where parameters are set: the name that it has in the Work sync. */
    String OVERRIDE = "override";

    /**
     * What a tenant's policy becomes.
     *
     * @param revision of the policy that was read; if it has moved, nothing is changed
     */
    record Edit(TenantId tenant, long revision, boolean cockpitOverrides, List<Scope> scopes) {
        /**
         * Takes the parts.
         *
         * @throws IllegalArgumentException if two scopes are for the same account
         */
        public Edit {
            scopes = List.copyOf(scopes);
            if (scopes.stream().map(Scope::account).distinct().count() < scopes.size()) {
                throw new IllegalArgumentException("an edit cannot change an account twice");
            }
        }

        /**
         * The values of one level, all of them.
         *
         * @param account null for everybody
         */
        public record Scope(@Nullable AccountId account, Layer layer) {}
    }

    /**
     * Replaces the values of the named scopes; others stay. The policy's revision moves by one.
     *
     * @param records one event for each value that changes; at least one
     */
    ChangeOutcome change(Edit edit, List<AuditRecord> records);
}
