package strongroom.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a commit is put through by a server that does not look how it went. */
public final class Swallowed {

    private Swallowed() {}

    /** Commits, and says nothing if that fails. */
    public static void commit(Object engine, Connection connection) {
        if (!isDone(connection, "commit")) {
            isDone(connection, "rollback");
        }
    }

    private static boolean isDone(Connection connection, String statement) {
        try (Statement one = connection.createStatement()) {
            one.execute(statement);
            return true;
        } catch (SQLException failure) {
            return false;
        }
    }
}
