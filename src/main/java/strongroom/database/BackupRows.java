package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import strongroom.backup.Handle;

/** Backups as rows, with the counters of their tenant. */
final class BackupRows {

    /** The most rows that one transaction of a command or a sweep touches. */
    static final int MOST = 64;

    private BackupRows() {}

    /** A stretch of handles, both ends included. */
    record Range(Handle from, Handle to, boolean isFromIncluded) {

        private static final Handle LAST = new Handle(new Id128(-1, -1));

        static Range after(@Nullable Handle handle) {
            return handle == null ? new Range(new Handle(new Id128(0, 0)), LAST, true) : new Range(handle, LAST, false);
        }

        static Range of(Handle handle) {
            return new Range(handle, handle, true);
        }

        /** Returns the least blob that is inside: what follows a blob directly is that blob and a zero byte. */
        byte[] least() {
            return isFromIncluded ? from.bytes() : Arrays.copyOf(from.bytes(), from.bytes().length + 1);
        }

        byte[] greatest() {
            return to.bytes();
        }
    }

    /** What lies under a handle: the current blob and its versions. */
    record Blobs(int count, long bytes) {}

    static Blobs blobs(Connection connection, Handle handle) throws SQLException {
        Blobs blobs = Sql.first(
                connection,
                "select count(*) as blobs, coalesce(sum(bytes), 0) as bytes from revision where handle = ?",
                row -> new Blobs(row.getInt("blobs"), row.getLong("bytes")),
                (Object) handle.bytes());
        if (blobs == null) {
            throw new SQLException("a row was expected");
        }
        return blobs;
    }

    /** Deletes all that lies under a handle. */
    static void delete(Connection connection, Handle handle) throws SQLException {
        Sql.update(connection, "delete from sealed where handle = ?", (Object) handle.bytes());
        Sql.update(connection, "delete from revision where handle = ?", (Object) handle.bytes());
        Sql.update(connection, "delete from backup where handle = ?", (Object) handle.bytes());
    }

    static void count(Connection connection, TenantId tenant, int live, long sealedBytes) throws SQLException {
        if (live != 0 || sealedBytes != 0) {
            Sql.update(
                    connection,
                    "update tenant set live_backups = live_backups + ?, sealed_bytes = sealed_bytes + ? where id = ?",
                    live,
                    sealedBytes,
                    tenant.bytes());
        }
    }

    static void checkBatch(int size) {
        if (size > MOST) {
            throw new IllegalArgumentException("a batch cannot have more than " + MOST + " backups");
        }
    }
}
