package strongroom.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection to SQLite that keeps the statements it has prepared: to prepare a question takes longer than to answer it. Used by one
 * thread at a time.
 *
 * <p>Only what went well is kept. After one I/O error a statement answers errors for ever (reliability 0.10), so one that failed is closed,
 * and what was kept goes with its connection, which the callers drop after an error of the engine.
 */
final class SqliteConnection extends JDBC4Connection implements StatementKeeper {

    /** More than the store has; those used longest ago go first. */
    private static final int MOST_KEPT = 100;

    private final LinkedHashMap<String, PreparedStatement> kept = new LinkedHashMap<>();

    SqliteConnection(String file, Properties settings) throws SQLException {
        super("jdbc:sqlite:" + file, file, settings);
    }

    @Override
    public PreparedStatement take(String sql) throws SQLException {
        PreparedStatement found = kept.remove(sql);
        return found == null ? prepareStatement(sql) : found;
    }

    /** Gives a statement back that went well. What was bound to it, which may be large and is nobody else's business, is forgotten. */
    @Override
    public void keep(String sql, PreparedStatement statement) throws SQLException {
        // A pragma may act when it is prepared, and would not act again.
        if (sql.startsWith("pragma") || kept.containsKey(sql)) {
            statement.close();
            return;
        }
        statement.clearParameters();
        kept.put(sql, statement);
        if (kept.size() > MOST_KEPT) {
            kept.pollFirstEntry().getValue().close();
        }
    }
}
