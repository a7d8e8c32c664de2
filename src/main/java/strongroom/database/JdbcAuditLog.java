package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.audit.AuditLog;

/** Reads the log. */
final class JdbcAuditLog implements AuditLog {

    private static final HexFormat HEX = HexFormat.of();

    private final Transactions transactions;

    JdbcAuditLog(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Entry> after(long after, int most) {
        return transactions.read(connection -> Sql.list(
                connection,
                """
                select a.sequence, a.digest, a.mac, p.payload
                from audit a left join audit_payload p on p.sequence = a.sequence
                where a.sequence > ? order by a.sequence limit ?
                """,
                row -> new Entry(
                        row.getLong("sequence"),
                        HEX.formatHex(row.getBytes("digest")),
                        HEX.formatHex(row.getBytes("mac")),
                        row.getString("payload")),
                after,
                most));
    }

    @Override
    public @Nullable Head head() {
        return transactions.<@Nullable Head>read(JdbcAuditLog::head);
    }

    static @Nullable Head head(Connection connection) throws SQLException {
        return Sql.first(
                connection,
                "select sequence, mac from audit order by sequence desc limit 1",
                row -> new Head(row.getLong("sequence"), HEX.formatHex(row.getBytes("mac"))));
    }
}
