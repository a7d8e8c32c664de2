package strongroom.retention;

import java.util.List;
import strongroom.account.Tenant;
import strongroom.retention.RetentionStore.Candidate;
import strongroom.retention.RetentionStore.OldVersion;
import strongroom.retention.RetentionStore.Trashed;

/**
 * What a sweep would do to one tenant now. A dry run shows it, a real run carries it out: they are the same by construction.
 *
 * @param due live backups that have outlived their time
 * @param allowed how many the brake lets pass today
 * @param purgeable trashed backups whose days in the trash are over
 * @param prunable replaced blobs whose days are over
 */
record SweepPlan(Tenant tenant, List<Candidate> due, int allowed, List<Trashed> purgeable, List<OldVersion> prunable) {

    SweepPlan {
        due = List.copyOf(due);
        purgeable = List.copyOf(purgeable);
        prunable = List.copyOf(prunable);
    }

    /** Tells whether the brake holds: then none of the due is trashed. */
    boolean isHeld() {
        return due.size() > allowed;
    }
}
