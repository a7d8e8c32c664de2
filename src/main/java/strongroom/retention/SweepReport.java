package strongroom.retention;

import java.util.List;
import strongroom.account.TenantId;
import strongroom.backup.Handle;

/** What a sweep did, or would do, tenant by tenant. Tenants with nothing to do are left out. */
public record SweepReport(boolean dryRun, List<Line> lines) {

    public SweepReport {
        lines = List.copyOf(lines);
    }

    /**
     * One tenant.
     *
     * @param due the backups that have outlived their time
     * @param allowed how many the brake lets pass today
     * @param held whether the brake holds, so that none of them was trashed
     * @param trashed how many were trashed, in a dry run how many would be
     * @param purged how many left the trash for good, in a dry run how many would
     * @param pruned how many replaced blobs were removed, in a dry run how many would be
     */
    public record Line(
            TenantId tenant, List<Handle> due, int allowed, boolean held, int trashed, int purged, int pruned) {

        public Line {
            due = List.copyOf(due);
        }
    }

    /** Returns how many backups wait behind the brake: the number to confirm. */
    public int heldBack() {
        return lines.stream()
                .filter(Line::held)
                .mapToInt(line -> line.due().size())
                .sum();
    }
}
