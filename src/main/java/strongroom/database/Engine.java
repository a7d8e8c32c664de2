package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;

/** The few things that differ between engines. Thread-safe. */
interface Engine {

    /** What a connection is opened for. */
    enum Use {
        READING,
        WRITING
    }

    /** What a failure of the engine means. */
    enum Fault {
        /** Bytes may be lost although later calls succeed: the process must stop (G3). */
        NOT_SYNCED,
        /** There was no room, and the transaction did not happen. */
        FULL,
        /** Another process holds the lock. */
        BUSY,
        /** The connection cannot write, as one that was opened while the files could not be written: a fresh one may. */
        READ_ONLY,
        OTHER
    }

    /** Opens a connection, set up so that a commit that returns is on disk. */
    Connection open(Use use) throws SQLException;

    /** Starts a transaction: for writing with the lock that keeps other writers out, for reading on a consistent snapshot. */
    void begin(Connection connection, Use use) throws SQLException;

    /** Ends a transaction. After a failure the outcome is unknown unless {@link #fault} says more. */
    void commit(Connection connection) throws SQLException;

    /** Tells what a failure means. */
    Fault fault(SQLException failure);

    /** Tells whether uploads must be refused, because the disk is nearly full. */
    boolean lacksSpace(Connection connection) throws SQLException;

    /**
     * Has pages that become free from now on overwritten at once, or no longer. That costs writing them, so it is for what must not be
     * found again; an engine that cannot do it does nothing.
     */
    default void wipeFreedPages(Connection connection, boolean atOnce) throws SQLException {}

    /** Returns the work that the writer does between commits. */
    Upkeep upkeep();
}
