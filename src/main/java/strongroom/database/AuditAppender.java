package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import strongroom.audit.AuditRecord;

/** Writes an event in the transaction of the change that it tells of. Thread-safe. */
interface AuditAppender {

    void append(Connection connection, AuditRecord record) throws SQLException;
}
