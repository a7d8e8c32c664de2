package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import strongroom.account.TenantId;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;

/**
 * Removes trashed backups for good.
 *
 * <p>A backup may bring ten versions along, so a batch of 64 is cut into transactions of at most 64 blobs, each with its event.
 */
final class Purge {

    private final Transactions transactions;
    private final AuditAppender audit;

    Purge(Transactions transactions, AuditAppender audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Tells in the transaction whether a backup may still go. */
    @FunctionalInterface
    interface Check<T> {
        boolean mayGo(Connection connection, T backup) throws SQLException;
    }

    private record Part(int looked, List<Handle> removed) {}

    /** Removes those of a batch that may go, and returns them. */
    <T> List<Handle> run(
            TenantId tenant, List<T> batch, Function<T, Handle> handle, Check<T> check, AuditRecord record) {
        BackupRows.checkBatch(batch.size());
        List<Handle> removed = new ArrayList<>();
        int next = 0;
        while (next < batch.size()) {
            List<T> rest = batch.subList(next, batch.size());
            Part part = transactions.write(connection -> part(connection, tenant, rest, handle, check, record));
            removed.addAll(part.removed());
            next += part.looked();
        }
        return removed;
    }

    private <T> Part part(
            Connection connection,
            TenantId tenant,
            List<T> rest,
            Function<T, Handle> handle,
            Check<T> check,
            AuditRecord record)
            throws SQLException {
        List<Handle> removed = new ArrayList<>();
        int looked = 0;
        int blobs = 0;
        long bytes = 0;
        for (T backup : rest) {
            if (check.mayGo(connection, backup)) {
                BackupRows.Blobs under = BackupRows.blobs(connection, handle.apply(backup));
                if (blobs > 0 && blobs + under.count() > BackupRows.MOST) {
                    break;
                }
                BackupRows.delete(connection, handle.apply(backup));
                removed.add(handle.apply(backup));
                blobs += under.count();
                bytes += under.bytes();
            }
            looked++;
        }
        if (!removed.isEmpty()) {
            BackupRows.count(connection, tenant, 0, -bytes);
            audit.append(
                    connection,
                    record.of(new AuditEvent.TrashPurged(
                            tenant, removed.stream().map(Handle::value).toList())));
        }
        return new Part(looked, removed);
    }
}
