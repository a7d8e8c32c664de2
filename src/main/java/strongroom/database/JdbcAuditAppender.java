package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import strongroom.audit.AuditChain;
import strongroom.audit.AuditEvents;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditRecord;
import strongroom.audit.ChainKey;

/**
 * Adds to the chain.
 *
 * <p>Two writers that add at the same time, which only an engine with several of them allows, want the same sequence: one of them fails
 * with its whole change, and the chain has no fork.
 */
final class JdbcAuditAppender implements AuditAppender {

    private final AuditChain chain;

    JdbcAuditAppender(ChainKey key) {
        chain = new AuditChain(key);
    }

    @Override
    public void append(Connection connection, AuditRecord record) throws SQLException {
        AuditLog.Head head = JdbcAuditLog.head(connection);
        long sequence = head == null ? 1 : head.sequence() + 1;
        byte[] previous = head == null ? AuditChain.start() : HexFormat.of().parseHex(head.mac());
        String payload = AuditEvents.write(record);
        byte[] digest = AuditChain.digest(payload);
        Sql.update(
                connection,
                "insert into audit (sequence, digest, mac) values (?, ?, ?)",
                sequence,
                digest,
                chain.link(sequence, previous, digest));
        Sql.update(connection, "insert into audit_payload (sequence, payload) values (?, ?)", sequence, payload);
    }
}
