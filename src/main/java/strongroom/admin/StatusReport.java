package strongroom.admin;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.audit.AuditLog;
import strongroom.message.ExitStatus;
import strongroom.message.Message;

/**
 * How the whole store is.
 *
 * @param problems what needs attention, the worst first
 * @param due how many backups wait behind the sweeper's brake
 * @param tenants by slug
 * @param retentionSeconds the retention clock
 * @param auditHead null if nothing was ever logged
 */
public record StatusReport(
        List<Message> problems,
        int due,
        StoreHealth store,
        List<TenantLine> tenants,
        long retentionSeconds,
        AuditLog.@Nullable Head auditHead) {

    public StatusReport {
        problems = List.copyOf(problems);
        tenants = List.copyOf(tenants);
    }

    /**
     * How the database and its disk are.
     *
     * @param trouble why it does not work as it should, null if it does
     * @param logBytes the length of the write-ahead log
     * @param freeBytes what is free in the file system
     * @param shortOfRoom whether uploads are refused
     * @param keepsWhatIsSynced whether the disk takes as long as a disk must to confirm a sync
     */
    public record StoreHealth(
            Path directory,
            @Nullable String trouble,
            long logBytes,
            long freeBytes,
            boolean shortOfRoom,
            boolean keepsWhatIsSynced) {}

    /**
     * A tenant in numbers.
     *
     * @param due how many backups have outlived their time
     */
    public record TenantLine(
            String tenant, int accounts, long live, long versions, long trashed, long damaged, int due) {}

    /** Returns what a script is told: held before degraded. */
    public ExitStatus status() {
        if (due > 0) {
            return ExitStatus.HELD;
        }
        return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.DEGRADED;
    }

    /** Returns the status as one word. */
    public String word() {
        return switch (status()) {
            case DONE -> "ok";
            case HELD -> "held";
            case DEGRADED, FAILED, USAGE -> "degraded";
        };
    }
}
