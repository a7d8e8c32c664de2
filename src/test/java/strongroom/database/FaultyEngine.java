package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite with failures at the places that a test names, each once. */
final class FaultyEngine implements Engine {

    private final SqliteEngine engine;
    private final Queue<SQLException> beginnings = new ConcurrentLinkedQueue<>();
    private final Queue<SQLException> commits = new ConcurrentLinkedQueue<>();
    private final Queue<SQLException> chores = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();

    FaultyEngine(SqliteEngine engine) {
        this.engine = engine;
    }

    static SQLException failure(SQLiteErrorCode code) {
        return new SQLiteException("injected", code);
    }

    void failNextBegin(SQLiteErrorCode code) {
        beginnings.add(failure(code));
    }

    /** Fails the next commit of the writer in place of doing it. */
    void failNextCommit(SQLiteErrorCode code) {
        commits.add(failure(code));
    }

    void failNextUpkeep(SQLiteErrorCode code) {
        chores.add(failure(code));
    }

    int opened() {
        return opened.get();
    }

    private static void failIfDue(Queue<SQLException> failures) throws SQLException {
        @Nullable SQLException due = failures.poll();
        if (due != null) {
            throw due;
        }
    }

    @Override
    public Connection open(Use use) throws SQLException {
        opened.incrementAndGet();
        return engine.open(use);
    }

    @Override
    public void begin(Connection connection, Use use) throws SQLException {
        if (use == Use.WRITING) {
            failIfDue(beginnings);
        }
        engine.begin(connection, use);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        failIfDue(commits);
        engine.commit(connection);
    }

    @Override
    public Fault fault(SQLException failure) {
        return engine.fault(failure);
    }

    @Override
    public boolean lacksSpace(Connection connection) throws SQLException {
        return engine.lacksSpace(connection);
    }

    @Override
    public Upkeep upkeep() {
        Upkeep upkeep = engine.upkeep();
        return new Upkeep() {
            @Override
            public void afterCommit(Connection connection) throws SQLException {
                failIfDue(chores);
                upkeep.afterCommit(connection);
            }

            @Override
            public void whileIdle(Connection connection) throws SQLException {
                failIfDue(chores);
                upkeep.whileIdle(connection);
            }

            @Override
            public void beforeClosing(Connection connection) throws SQLException {
                upkeep.beforeClosing(connection);
            }

            @Override
            public long logBytes() {
                return upkeep.logBytes();
            }
        };
    }
}
