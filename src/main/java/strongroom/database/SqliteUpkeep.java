package strongroom.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Moves the write-ahead log into the database, on purpose and in sight: SQLite's automatic checkpoints hide fsync errors
 * (dependencies 10). Also gives free pages back to the file system, a few at a time.
 */
final class SqliteUpkeep implements Upkeep {

    /** Short, since uploads wait while it is moved: bench/remedies.md has the figures. */
    private static final long PASSIVE_FROM = 2L << 20;

    private static final long TRUNCATE_FROM = 32L << 20;

    /** Where the two salts lie in the header of a log (SQLite's file format, 4.1). */
    private static final int SALTS_AT = 16;

    /** Readers are few and short; a writer does not wait long for them. */
    private static final int TRUNCATE_WAIT_MILLIS = 250;

    private static final int PAGES_AT_A_TIME = 256;
    private static final int LEAST_FREE_PAGES = 1024;

    private final Path log;
    private final int busyMillis;
    private final boolean isAlone;
    private long triedSalts;
    private long triedBytes;

    /**
     * Takes what it looks after.
     *
     * @param isAlone whether this process holds the directory: another one must not keep the server from writing, so it never waits for
     *     readers with the lock in its hand
     */
    SqliteUpkeep(Path log, int busyMillis, boolean isAlone) {
        this.log = log;
        this.busyMillis = busyMillis;
        this.isAlone = isAlone;
    }

    @Override
    public void afterCommit(Connection connection) throws SQLException {
        long bytes = logBytes();
        if (bytes < PASSIVE_FROM) {
            return;
        }
        long salts = salts();
        if (salts == triedSalts && bytes < triedBytes + PASSIVE_FROM) {
            // A reader may hold the log back, so one that was tried is not tried again before it has grown by as much.
            return;
        }
        if (isAlone && bytes >= TRUNCATE_FROM) {
            truncate(connection);
        } else {
            passive(connection);
        }
        triedSalts = salts;
        triedBytes = bytes;
    }

    /**
     * Returns what tells a log from the one before it in the same file: the salts of its header. Its length does not, since a log may begin
     * anew with a commit that is as long by itself. SQLite keeps no lock on this file that closing it could release.
     */
    private long salts() {
        ByteBuffer read = ByteBuffer.allocate(Long.BYTES);
        try (FileChannel file = FileChannel.open(log)) {
            file.read(read, SALTS_AT);
            return read.getLong(0);
        } catch (IOException failure) {
            // Unknown counts as another one: the checkpoint then tells what is wrong.
            return ~triedSalts;
        }
    }

    @Override
    public void whileIdle(Connection connection) throws SQLException {
        if (!isAlone) {
            return;
        }
        if (logBytes() > 0) {
            truncate(connection);
        }
        long free = Sql.number(connection, "pragma freelist_count");
        if (free > Math.max(LEAST_FREE_PAGES, Sql.number(connection, "pragma page_count") / 8)) {
            giveBack(connection);
        }
    }

    @Override
    public void beforeClosing(Connection connection) throws SQLException {
        passive(connection);
    }

    @Override
    public long logBytes() {
        try {
            return Files.size(log);
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException failure) {
            // Unknown counts as long: the checkpoint then tells what is wrong.
            return TRUNCATE_FROM;
        }
    }

    private static void passive(Connection connection) throws SQLException {
        Sql.first(connection, "pragma wal_checkpoint(passive)", row -> true);
    }

    private void truncate(Connection connection) throws SQLException {
        Connections.execute(connection, "pragma busy_timeout=" + TRUNCATE_WAIT_MILLIS);
        Sql.first(connection, "pragma wal_checkpoint(truncate)", row -> true);
        Connections.execute(connection, "pragma busy_timeout=" + busyMillis);
    }

    /** It frees one page a step, and of the driver's ways to run a statement only this one takes all steps. */
    private static void giveBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("pragma incremental_vacuum(" + PAGES_AT_A_TIME + ")");
        }
    }
}
