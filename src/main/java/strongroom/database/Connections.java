package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plain statements, and getting rid of connections. */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private Connections() {}

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rolls back after a failure, which may have done so already. */
    static void rollbackQuietly(Connection connection) {
        try {
            execute(connection, "rollback");
        } catch (SQLException failure) {
            LOG.debug("nothing was left to roll back", failure);
        }
    }

    /** Closes a connection that failed, or that nobody needs: what is open in it is rolled back, and how that goes changes nothing. */
    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.debug("a dropped connection did not close", failure);
        }
    }
}
