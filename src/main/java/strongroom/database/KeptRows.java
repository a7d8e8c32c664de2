package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import strongroom.account.TenantId;
import strongroom.backup.Handle;
import strongroom.retention.RetentionStore.Candidate;
import strongroom.retention.RetentionStore.Trashed;

/** What the end of backups is counted from, as rows. */
final class KeptRows {

    private KeptRows() {}

    /**
     * Reads live backups in the order of their handles.
     *
     * <p>An owner's sign of life goes to that owner's newest live backup alone; what it took over from a removed account counts as its
     * own. Uploads within one tick of the retention clock are told apart by the wall clock.
     */
    static List<Candidate> live(Connection connection, TenantId tenant, BackupRows.Range range, int most)
            throws SQLException {
        return Sql.list(
                connection,
                """
                select b.handle, b.revision, v.uploaded_clock, b.read_clock, b.undone_clock,
                    case when exists (select 1 from held_backup h where h.handle = b.handle) then 1 else 0 end as any_hold,
                    case when a.kind = 'personal' and not exists (
                        select 1
                        from backup n join revision nv on nv.handle = n.handle and nv.revision = n.revision
                        where n.owner in (select p.id from account p where p.id = a.id or p.successor = a.id)
                            and n.state = 'live' and n.handle <> b.handle
                            and (n.uploaded_clock > b.uploaded_clock
                                or (n.uploaded_clock = b.uploaded_clock and (nv.uploaded_at > v.uploaded_at
                                    or (nv.uploaded_at = v.uploaded_at and n.handle > b.handle)))))
                        then a.sign_of_life_clock end as sign_of_life
                from backup b
                join revision v on v.handle = b.handle and v.revision = b.revision
                left join account o on o.id = b.owner
                left join account a on a.id = coalesce(o.successor, o.id)
                where b.tenant = ? and b.state = 'live' and b.handle >= ? and b.handle <= ?
                order by b.handle limit ?
                """,
                row -> new Candidate(
                        Handle.of(row.getBytes("handle")),
                        row.getLong("revision"),
                        row.getLong("uploaded_clock"),
                        Sql.wholeNumber(row, "read_clock"),
                        Sql.wholeNumber(row, "sign_of_life"),
                        Sql.wholeNumber(row, "undone_clock"),
                        row.getInt("any_hold") == 1),
                tenant.bytes(),
                range.least(),
                range.greatest(),
                most);
    }

    /** Reads trashed backups in the order of their handles. */
    static List<Trashed> trashed(Connection connection, TenantId tenant, BackupRows.Range range, int most)
            throws SQLException {
        return Sql.list(
                connection,
                """
                select b.handle, b.revision, b.trashed_clock,
                    case when exists (select 1 from held_backup h where h.handle = b.handle) then 1 else 0 end as any_hold
                from backup b
                where b.tenant = ? and b.state = 'trashed' and b.handle >= ? and b.handle <= ?
                order by b.handle limit ?
                """,
                row -> new Trashed(
                        Handle.of(row.getBytes("handle")),
                        row.getLong("revision"),
                        row.getLong("trashed_clock"),
                        row.getInt("any_hold") == 1),
                tenant.bytes(),
                range.least(),
                range.greatest(),
                most);
    }
}
