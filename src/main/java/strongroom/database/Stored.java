package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import strongroom.backup.Handle;
import strongroom.sealing.SealedRow;

/** The rows of stored blobs. The counters of quotas are the caller's to keep, with {@link BackupRows#count}. */
final class Stored {

    private Stored() {}

    /** Returns the replaced blobs of a backup. */
    static List<Versions.Version> versions(Connection connection, Handle handle) throws SQLException {
        return Sql.list(
                connection,
                """
                select revision, uploaded_clock, reason, bytes from revision
                where handle = (select ?) and reason is not null order by revision""",
                row -> new Versions.Version(
                        row.getLong("revision"),
                        row.getLong("uploaded_clock"),
                        Words.read(Versions.Reason.class, row.getString("reason")),
                        row.getLong("bytes")),
                (Object) handle.bytes());
    }

    /** Notes that the current blob was replaced. */
    static void makeVersion(Connection connection, Current current, Versions.Reason reason, SealedRow.Stamp replaced)
            throws SQLException {
        Sql.update(
                connection,
                "update revision set replaced_at = ?, replaced_clock = ?, reason = ? where handle = ? and revision = ?",
                replaced.at(),
                replaced.clockSeconds(),
                Words.of(reason),
                current.handle().bytes(),
                current.revision());
    }

    /** Removes one blob for good. */
    static void remove(Connection connection, Handle handle, long revision) throws SQLException {
        Sql.update(connection, "delete from sealed where handle = ? and revision = ?", handle.bytes(), revision);
        Sql.update(connection, "delete from revision where handle = ? and revision = ?", handle.bytes(), revision);
    }
}
