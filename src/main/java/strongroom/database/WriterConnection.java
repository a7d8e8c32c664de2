package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The writer's connection and the transactions on it. Used by the writer's thread alone. */
final class WriterConnection {

    private static final int MOST_BEGINNINGS = 3;

    private final Engine engine;
    private @Nullable Connection connection;

    WriterConnection(Engine engine) {
        this.engine = engine;
    }

    /** Something the engine does between transactions. */
    @FunctionalInterface
    interface Chore {
        void run(Connection connection) throws SQLException;
    }

    /** Runs a batch in one transaction, each piece of work so that it can be taken back alone. */
    Attempt attempt(List<Pending<?>> batch) {
        Connection open;
        try {
            open = begin();
        } catch (SQLException failure) {
            drop();
            return isNotSynced(failure) ? new Attempt.NotSynced(failure) : new Attempt.NotBegun(failure);
        } catch (RuntimeException failure) {
            drop();
            return new Attempt.NotBegun(failure);
        }
        boolean committing = false;
        try {
            for (Pending<?> pending : batch) {
                runAsPart(pending, open);
            }
            committing = true;
            engine.commit(open);
            return new Attempt.Committed();
        } catch (SQLException failure) {
            drop();
            if (isNotSynced(failure)) {
                return new Attempt.NotSynced(failure);
            }
            boolean isUnknown = committing && engine.fault(failure) != Engine.Fault.FULL;
            return isUnknown ? new Attempt.Unknown(failure) : new Attempt.TakenBack(failure);
        } catch (RuntimeException | Error failure) {
            drop();
            return committing ? new Attempt.Unknown(failure) : new Attempt.TakenBack(failure);
        }
    }

    private Connection begin() throws SQLException {
        for (int i = 1; ; i++) {
            try {
                Connection open = opened();
                engine.begin(open, Engine.Use.WRITING);
                return open;
            } catch (SQLException failure) {
                drop();
                if (i == MOST_BEGINNINGS || !isWorthAnother(failure)) {
                    throw failure;
                }
            }
        }
    }

    /** Nothing has happened yet, and a fresh connection may be luckier. */
    private boolean isWorthAnother(SQLException failure) {
        return switch (engine.fault(failure)) {
            case BUSY, READ_ONLY -> true;
            case NOT_SYNCED, FULL, OTHER -> false;
        };
    }

    private static void runAsPart(Pending<?> pending, Connection open) throws SQLException {
        Sql.run(open, "savepoint part");
        try {
            pending.run(open);
        } catch (RuntimeException failure) {
            pending.failed(failure);
            Connections.execute(open, "rollback to savepoint part");
        }
        Sql.run(open, "release savepoint part");
    }

    /** Does something between transactions. */
    void run(Chore chore) throws SQLException {
        try {
            chore.run(opened());
        } catch (SQLException failure) {
            drop();
            throw failure;
        }
    }

    private Connection opened() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = engine.open(Engine.Use.WRITING);
            connection = open;
        }
        return open;
    }

    private boolean isNotSynced(SQLException failure) {
        return engine.fault(failure) == Engine.Fault.NOT_SYNCED;
    }

    /** Lets go of the connection; the next transaction opens a fresh one. */
    void drop() {
        Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            Connections.closeQuietly(dropped);
        }
    }
}
