package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.retention.RetentionStore;

/** What the sweeper sees and does. */
final class JdbcRetentionStore implements RetentionStore {

    /** How long a sweep is remembered: longer than any brake looks back. */
    private static final long SWEEPS_KEPT_SECONDS = 30L * 86_400;

    private final Transactions transactions;
    private final AuditAppender audit;
    private final Purge purge;
    private final Leftovers leftovers;

    JdbcRetentionStore(Transactions transactions, AuditAppender audit) {
        this.transactions = transactions;
        this.audit = audit;
        purge = new Purge(transactions, audit);
        leftovers = new Leftovers(transactions);
    }

    @Override
    public List<Candidate> live(TenantId tenant, @Nullable Handle after, int most) {
        return transactions.read(connection -> KeptRows.live(connection, tenant, BackupRows.Range.after(after), most));
    }

    @Override
    public List<Trashed> trashed(TenantId tenant, @Nullable Handle after, int most) {
        return transactions.read(
                connection -> KeptRows.trashed(connection, tenant, BackupRows.Range.after(after), most));
    }

    @Override
    public List<OldVersion> versionsReplacedBefore(TenantId tenant, long clockSeconds, int most) {
        return transactions.read(connection -> Sql.list(
                connection,
                """
                select v.handle, v.revision
                from revision v join backup b on b.handle = v.handle
                where v.tenant = ? and v.replaced_clock is not null and v.replaced_clock <= ? and b.state <> 'damaged'
                    and not exists (select 1 from held_backup h where h.handle = v.handle)
                order by v.replaced_clock, v.handle, v.revision limit ?
                """,
                row -> new OldVersion(Handle.of(row.getBytes("handle")), row.getLong("revision")),
                tenant.bytes(),
                clockSeconds,
                most));
    }

    @Override
    public List<Promise> promises(TenantId tenant) {
        return transactions.read(connection -> Sql.list(
                connection,
                "select retention_days, since_clock from announcement where tenant = ? order by since_clock, since_at",
                row -> new Promise(row.getInt("retention_days"), row.getLong("since_clock")),
                (Object) tenant.bytes()));
    }

    @Override
    public int liveCount(TenantId tenant) {
        return transactions.read(connection -> Math.toIntExact(
                Sql.number(connection, "select count(*) from backup where tenant = ? and state = 'live'", (Object)
                        tenant.bytes())));
    }

    @Override
    public int sweptSince(TenantId tenant, long clockSeconds) {
        return transactions.read(connection -> Math.toIntExact(Sql.number(
                connection,
                "select coalesce(sum(trashed), 0) from sweep where tenant = ? and clock >= ?",
                tenant.bytes(),
                clockSeconds)));
    }

    @Override
    public List<Handle> trash(TenantId tenant, List<Candidate> batch, AuditRecord record) {
        BackupRows.checkBatch(batch.size());
        return transactions.write(connection -> {
            long now = JdbcRetentionClock.seconds(connection);
            List<Handle> trashed = new ArrayList<>();
            for (Candidate backup : batch) {
                if (!backup.held() && isUnchanged(connection, tenant, backup)) {
                    trash(connection, backup.handle(), now, record);
                    trashed.add(backup.handle());
                }
            }
            if (!trashed.isEmpty()) {
                BackupRows.count(connection, tenant, -trashed.size(), 0);
                noteSweep(connection, tenant, now, trashed.size());
                audit.append(
                        connection,
                        record.of(new AuditEvent.Swept(
                                tenant, trashed.stream().map(Handle::value).toList())));
            }
            return trashed;
        });
    }

    @Override
    public List<Handle> purge(TenantId tenant, List<Trashed> batch, AuditRecord record) {
        return purge.run(
                tenant,
                batch,
                Trashed::handle,
                (connection, backup) -> !backup.held()
                        && KeptRows.trashed(connection, tenant, BackupRows.Range.of(backup.handle()), 1)
                                .equals(List.of(backup)),
                record);
    }

    @Override
    public int prune(TenantId tenant, List<OldVersion> batch, AuditRecord record) {
        BackupRows.checkBatch(batch.size());
        return transactions.write(connection -> {
            int pruned = 0;
            long bytes = 0;
            for (OldVersion version : batch) {
                Long size = prunable(connection, tenant, version);
                if (size != null) {
                    Stored.remove(connection, version.handle(), version.revision());
                    pruned++;
                    bytes += size;
                }
            }
            if (pruned > 0) {
                BackupRows.count(connection, tenant, 0, -bytes);
                audit.append(connection, record.of(new AuditEvent.VersionsPruned(tenant, pruned)));
            }
            return pruned;
        });
    }

    @Override
    public int removeLeftovers() {
        return leftovers.remove();
    }

    @Override
    public void log(AuditRecord record) {
        transactions.write(connection -> {
            audit.append(connection, record);
            return true;
        });
    }

    private static boolean isUnchanged(Connection connection, TenantId tenant, Candidate backup) throws SQLException {
        return KeptRows.live(connection, tenant, BackupRows.Range.of(backup.handle()), 1)
                .equals(List.of(backup));
    }

    private static void trash(Connection connection, Handle handle, long now, AuditRecord record) throws SQLException {
        Sql.update(connection, """
                update backup set state = 'trashed', trashed_clock = ?, trashed_at = ?, trashed_by = null, swept = 1
                where handle = ?
                """, now, record.at(), handle.bytes());
    }

    private static void noteSweep(Connection connection, TenantId tenant, long now, int trashed) throws SQLException {
        Sql.update(
                connection,
                "delete from sweep where tenant = ? and clock < ?",
                tenant.bytes(),
                now - SWEEPS_KEPT_SECONDS);
        Sql.update(
                connection,
                "insert into sweep (tenant, clock, trashed) values (?, ?, ?)",
                tenant.bytes(),
                now,
                trashed);
    }

    /** Returns the sealed bytes of a version that may go; null if it is none any more or is held. */
    private static @Nullable Long prunable(Connection connection, TenantId tenant, OldVersion version)
            throws SQLException {
        return Sql.first(
                connection,
                """
                select v.bytes
                from revision v join backup b on b.handle = v.handle
                where v.handle = ? and v.revision = ? and v.tenant = ? and v.replaced_clock is not null and b.state <> 'damaged'
                    and not exists (select 1 from held_backup h where h.handle = v.handle)
                """,
                row -> row.getLong("bytes"),
                version.handle().bytes(),
                version.revision(),
                tenant.bytes());
    }
}
