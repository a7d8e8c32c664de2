package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.Handle;
import strongroom.sealing.Digest;
import strongroom.sealing.SealedRow;
import strongroom.sealing.SealedRows.Expected;
import strongroom.sealing.SealedRows.Head;

/**
 * A handle with its current blob.
 *
 * @param owner whose backup it is: unlike the blob's own, it stays when an upload on an open login changes the blob
 * @param writing who wrote it by turns
 */
record Current(Head head, @Nullable AccountId owner, Writing writing) {

    /** How far apart readings are that are worth a note. */
    static final long READS_APART_SECONDS = Duration.ofHours(1).toSeconds();

    private static final String COLUMNS = """
            select b.handle, b.tenant, b.newest, b.owner as backup_owner, b.state, b.writer, b.turned_at, b.turned_before_at,
                   b.read_clock, (select seconds from retention_clock) as clock, r.revision, r.owner as blob_owner, r.uploaded_at,
                   r.uploaded_clock, r.generation, r.lookup, r.bytes, r.sha256, r.mac
            from backup b join revision r on r.handle = b.handle and r.revision = b.revision
            """;

    /** Returns what stands under one of the lookups; null if nothing does. */
    static @Nullable Current find(Connection connection, TenantId tenant, List<Digest> lookups) throws SQLException {
        for (Digest lookup : lookups) {
            Current found = Sql.first(
                    connection,
                    COLUMNS + "where b.tenant = (select ?) and b.lookup = (select ?)",
                    Current::read,
                    tenant.bytes(),
                    lookup.bytes());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Returns what stands under a handle; null if nothing does. */
    static @Nullable Current find(Connection connection, TenantId tenant, Handle handle) throws SQLException {
        return Sql.first(
                connection,
                COLUMNS + "where b.tenant = (select ?) and b.handle = (select ?)",
                Current::read,
                tenant.bytes(),
                handle.bytes());
    }

    Handle handle() {
        return head.row().place().handle();
    }

    long revision() {
        return head.row().place().revision();
    }

    Head.State state() {
        return head.state();
    }

    boolean is(@Nullable Expected expected) {
        return new Expected(handle(), revision()).equals(expected);
    }

    /** Tells whether nothing of this may be swept, purged or pruned. */
    boolean isHeld(Connection connection) throws SQLException {
        return Sql.number(connection, "select count(*) from held_backup where handle = (select ?)", (Object)
                        handle().bytes())
                > 0;
    }

    private static Current read(ResultSet row) throws SQLException {
        Head.State state = Words.read(Head.State.class, row.getString("state"));
        Head head = new Head(blob(row), state, row.getLong("newest"), isReadNoted(row));
        return new Current(head, account(row, "backup_owner"), Writing.read(row));
    }

    private static boolean isReadNoted(ResultSet row) throws SQLException {
        Long readClock = Sql.wholeNumber(row, "read_clock");
        return readClock != null && readClock + READS_APART_SECONDS > row.getLong("clock");
    }

    /** Reads the columns of a blob's own row, its owner being called blob_owner. */
    static SealedRow blob(ResultSet row) throws SQLException {
        SealedRow.Place place = new SealedRow.Place(
                TenantId.of(row.getBytes("tenant")), Handle.of(row.getBytes("handle")), row.getLong("revision"));
        SealedRow.Stamp uploaded =
                new SealedRow.Stamp(Instant.ofEpochMilli(row.getLong("uploaded_at")), row.getLong("uploaded_clock"));
        SealedRow.Seal seal = new SealedRow.Seal(
                row.getInt("generation"),
                Digest.of(row.getBytes("lookup")),
                row.getLong("bytes"),
                Digest.of(row.getBytes("sha256")),
                Digest.of(row.getBytes("mac")));
        return new SealedRow(place, uploaded, account(row, "blob_owner"), seal);
    }

    private static @Nullable AccountId account(ResultSet row, String column) throws SQLException {
        byte[] id = row.getBytes(column);
        return id == null ? null : AccountId.of(id);
    }
}
