package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What the writer's thread does for the engine between transactions. Called by that thread alone, but for {@link #logBytes}. */
interface Upkeep {

    /** After each commit. */
    void afterCommit(Connection connection) throws SQLException;

    /** While nothing waits. */
    void whileIdle(Connection connection) throws SQLException;

    /** Before the store is closed. */
    void beforeClosing(Connection connection) throws SQLException;

    /** The length of the log of changes that are not in the main file yet, in bytes. */
    long logBytes();
}
