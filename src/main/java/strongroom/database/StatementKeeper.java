package strongroom.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A connection that keeps prepared statements for the next time. Used by one thread at a time. */
interface StatementKeeper {

    /** Returns a statement that nobody else uses: one that was kept, or a fresh one. */
    PreparedStatement take(String sql) throws SQLException;

    /** Gives back a statement that went well and whose rows are closed. One that failed must be closed instead. */
    void keep(String sql, PreparedStatement statement) throws SQLException;
}
