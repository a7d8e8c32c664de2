package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.admin.BackupChanges;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;

/** Lists and changes backups. Every method looks first and writes only if all of it will be written. */
final class JdbcBackupChanges implements BackupChanges {

    private final Transactions transactions;
    private final AuditAppender audit;
    private final ListedRows listed;
    private final Purge purge;

    /**
     * Joins its parts.
     *
     * @param sealBytes by how much a sealed blob is longer than what the phone sent
     */
    JdbcBackupChanges(Transactions transactions, AuditAppender audit, int sealBytes) {
        this.transactions = transactions;
        this.audit = audit;
        listed = new ListedRows(sealBytes);
        purge = new Purge(transactions, audit);
    }

    private record Current(TenantId tenant, long revision, State state, boolean held) {}

    @Override
    public List<Listed> list(Filter filter, @Nullable Handle after, int most) {
        return transactions.read(connection -> listed.read(connection, filter, BackupRows.Range.after(after), most));
    }

    @Override
    public @Nullable Listed find(Handle handle) {
        Filter all = new Filter(null, null, null, null);
        List<Listed> found =
                transactions.read(connection -> listed.read(connection, all, BackupRows.Range.of(handle), 1));
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public boolean hold(Handle handle, boolean held, AuditRecord record) {
        return transactions.write(connection -> {
            Current current = current(connection, handle);
            if (current == null) {
                return false;
            }
            if (current.held() != held) {
                Sql.update(connection, "update backup set held = ? where handle = ?", held, handle.bytes());
                audit.append(connection, record);
            }
            return true;
        });
    }

    @Override
    public RevertOutcome revert(Handle handle, @Nullable Long revision, AuditRecord record) {
        return transactions.write(connection -> {
            Current current = current(connection, handle);
            if (current == null) {
                return RevertOutcome.NO_SUCH_BACKUP;
            }
            if (current.state() == State.TRASHED) {
                return RevertOutcome.TRASHED;
            }
            Long chosen = version(connection, handle, revision);
            if (chosen == null) {
                return RevertOutcome.NO_SUCH_VERSION;
            }
            exchange(connection, handle, current, chosen, record);
            audit.append(
                    connection, record.of(new AuditEvent.BackupReverted(handle.value(), current.revision(), chosen)));
            return RevertOutcome.DONE;
        });
    }

    @Override
    public List<Handle> restore(TenantId tenant, List<Handle> handles, AuditRecord record) {
        BackupRows.checkBatch(handles.size());
        return transactions.write(connection -> {
            long now = JdbcRetentionClock.seconds(connection);
            List<Handle> restored = new ArrayList<>();
            for (Handle handle : handles) {
                if (restore(connection, tenant, handle, now)) {
                    restored.add(handle);
                }
            }
            if (!restored.isEmpty()) {
                BackupRows.count(connection, tenant, restored.size(), 0);
                audit.append(
                        connection,
                        record.of(new AuditEvent.TrashRestored(
                                tenant, restored.stream().map(Handle::value).toList())));
            }
            return restored;
        });
    }

    @Override
    public List<Handle> purge(TenantId tenant, List<Handle> handles, AuditRecord record) {
        return purge.run(
                tenant,
                handles,
                Function.identity(),
                (connection, handle) -> KeptRows.trashed(connection, tenant, BackupRows.Range.of(handle), 1).stream()
                        .anyMatch(backup -> !backup.held()),
                record);
    }

    private static @Nullable Current current(Connection connection, Handle handle) throws SQLException {
        return Sql.first(
                connection,
                """
                select b.tenant, b.revision, b.state, b.held
                from backup b join tenant t on t.id = b.tenant where b.handle = ? and t.removed_at is null
                """,
                row -> new Current(
                        TenantId.of(row.getBytes("tenant")),
                        row.getLong("revision"),
                        Words.read(State.class, row.getString("state")),
                        row.getInt("held") == 1),
                (Object) handle.bytes());
    }

    /** Returns the given version, or the one most recently replaced; null if there is none that is known to be whole. */
    private static @Nullable Long version(Connection connection, Handle handle, @Nullable Long revision)
            throws SQLException {
        if (revision != null) {
            return Sql.first(
                    connection,
                    "select revision from revision where handle = ? and revision = ? and reason <> 'damaged'",
                    row -> row.getLong("revision"),
                    handle.bytes(),
                    revision);
        }
        return Sql.first(connection, """
                select revision from revision where handle = ? and reason <> 'damaged'
                order by replaced_clock desc, replaced_at desc, revision desc limit 1
                """, row -> row.getLong("revision"), (Object) handle.bytes());
    }

    /** A blob from an open login has no owner of its own; the backup's owner stays, as at its upload. */
    private static void exchange(Connection connection, Handle handle, Current current, long chosen, AuditRecord record)
            throws SQLException {
        long now = JdbcRetentionClock.seconds(connection);
        Sql.update(
                connection,
                "update revision set replaced_at = ?, replaced_clock = ?, reason = ? where handle = ? and revision = ?",
                record.at(),
                now,
                current.state() == State.DAMAGED ? "damaged" : "reverted",
                handle.bytes(),
                current.revision());
        Sql.update(
                connection,
                "update revision set replaced_at = null, replaced_clock = null, reason = null where handle = ? and revision = ?",
                handle.bytes(),
                chosen);
        Sql.update(connection, """
                update backup set state = 'live', revision = ?, undone_clock = ?,
                    lookup = (select v.lookup from revision v where v.handle = backup.handle and v.revision = ?),
                    owner = coalesce((select v.owner from revision v where v.handle = backup.handle and v.revision = ?), owner),
                    uploaded_clock = (select v.uploaded_clock from revision v where v.handle = backup.handle and v.revision = ?)
                where handle = ?
                """, chosen, now, chosen, chosen, chosen, handle.bytes());
        if (current.state() == State.DAMAGED) {
            BackupRows.count(connection, current.tenant(), 1, 0);
        }
    }

    private static boolean restore(Connection connection, TenantId tenant, Handle handle, long now)
            throws SQLException {
        return Sql.update(connection, """
                        update backup set state = 'live', trashed_clock = null, trashed_at = null, trashed_by = null, swept = 0,
                            undone_clock = ?
                        where handle = ? and tenant = ? and state = 'trashed'
                        """, now, handle.bytes(), tenant.bytes()) == 1;
    }
}
