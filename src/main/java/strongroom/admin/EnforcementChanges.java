package strongroom.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decisions;

/** Decisions about uploads and reads, read and changed. Thread-safe; every change is on disk, with its events, when the method returns. */
public interface EnforcementChanges {

    /** Returns all decisions of a tenant, without those about removed accounts. */
    Decisions decisions(TenantId tenant);

    /**
     * Replaces what was decided for an account, or for the tenant if it is null; outdated if that is not {@code before} any more, or
     * nobody is there to decide about.
     *
     * @param records one event for each switch that changes; at least one
     */
    ChangeOutcome decide(
            TenantId tenant, @Nullable AccountId account, Decision before, Decision after, List<AuditRecord> records);
}
