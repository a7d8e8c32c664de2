package strongroom.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * The embedded engine: one file in the data directory, in WAL mode with every commit synced (reliability 0.2).
 *
 * <p>One connection stays open beside all others. When the last one closes, SQLite moves the log into the database by itself and hides
 * what goes wrong, so the last one closes only after the writer has done it.
 */
final class SqliteEngine implements Engine, AutoCloseable {

    static final String FILE = "strongroom.db";

    /** Set before the first page is written, and never again: to set the vacuum mode writes to the file even where it is set already. */
    private static final String[] SETTINGS_OF_A_NEW_FILE = {"pragma page_size=4096", "pragma auto_vacuum=incremental"};

    /** Set on every connection before anything else. */
    private static final String[] SETTINGS = {
        "pragma journal_mode=wal",
        "pragma synchronous=full",
        // An automatic checkpoint hides fsync errors.
        "pragma wal_autocheckpoint=0",
        // So that the length of the log's file tells how much is in it.
        "pragma journal_size_limit=0",
        "pragma secure_delete=fast",
        "pragma foreign_keys=on",
        "pragma temp_store=memory"
    };

    private static final Map<String, String> EXPECTED = Map.of(
            "journal_mode", "wal",
            "synchronous", "2",
            "wal_autocheckpoint", "0",
            "auto_vacuum", "2",
            "secure_delete", "2",
            "foreign_keys", "1");

    private static final int BUSY_MILLIS = 5000;

    private final Path file;
    private final Space space;
    private final SQLiteConfig settings;
    private final SqliteUpkeep upkeep;
    private final Connection last;

    private SqliteEngine(Path file, boolean isAlone, Space space) throws SQLException {
        this.file = file;
        this.space = space;
        this.settings = new SQLiteConfig();
        settings.setBusyTimeout(BUSY_MILLIS);
        settings.setGetGeneratedKeys(false);
        this.upkeep = new SqliteUpkeep(file.resolveSibling(FILE + "-wal"), BUSY_MILLIS, isAlone);
        this.last = open(Use.WRITING);
    }

    /**
     * Opens the file in the directory.
     *
     * @param isAlone whether this process holds the directory; then a missing file is created
     */
    static SqliteEngine open(Path directory, boolean isAlone, Space space) {
        Path file = directory.resolve(FILE);
        SqliteLibrary.load();
        if (isAlone) {
            createOwnerOnly(file);
        } else if (Files.notExists(file)) {
            throw new Database.Refused(Database.Refused.Reason.NOT_INITIALISED, "there is no database", null);
        }
        try {
            SqliteEngine engine = new SqliteEngine(file, isAlone, space);
            if (isAlone) {
                syncNames(directory, engine);
            }
            return engine;
        } catch (SQLException failure) {
            throw new Database.Refused(reason(failure), "the database cannot be opened", failure);
        }
    }

    @Override
    public Connection open(Use use) throws SQLException {
        Connection connection = new SqliteConnection(file.toString(), settings.toProperties());
        try {
            if (Sql.number(connection, "pragma page_count") == 0) {
                executeAll(connection, SETTINGS_OF_A_NEW_FILE);
            }
            executeAll(connection, SETTINGS);
            Connections.execute(connection, use == Use.WRITING ? "pragma cache_size=-4096" : "pragma cache_size=-2048");
            refuseIfUnsafe(connection);
            if (use == Use.READING) {
                Connections.execute(connection, "pragma query_only=on");
            }
            return connection;
        } catch (SQLException | RuntimeException failure) {
            Connections.closeQuietly(connection);
            throw failure;
        }
    }

    private static void executeAll(Connection connection, String[] statements) throws SQLException {
        for (String statement : statements) {
            Connections.execute(connection, statement);
        }
    }

    @Override
    public void begin(Connection connection, Use use) throws SQLException {
        Sql.run(connection, use == Use.WRITING ? "begin immediate" : "begin");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        Sql.run(connection, "commit");
    }

    @Override
    public void wipeFreedPages(Connection connection, boolean atOnce) throws SQLException {
        Connections.execute(connection, atOnce ? "pragma secure_delete=on" : "pragma secure_delete=fast");
    }

    @Override
    public Fault fault(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return Fault.OTHER;
        }
        return switch (sqlite.getResultCode()) {
            case SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC -> Fault.NOT_SYNCED;
            case SQLITE_FULL -> Fault.FULL;
            case SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_TIMEOUT -> Fault.BUSY;
            case SQLITE_READONLY,
                    SQLITE_READONLY_CANTINIT,
                    SQLITE_READONLY_CANTLOCK,
                    SQLITE_READONLY_DBMOVED,
                    SQLITE_READONLY_DIRECTORY,
                    SQLITE_READONLY_RECOVERY,
                    SQLITE_READONLY_ROLLBACK -> Fault.READ_ONLY;
            default -> Fault.OTHER;
        };
    }

    @Override
    public boolean lacksSpace(Connection connection) throws SQLException {
        long freePages = Sql.number(connection, "pragma freelist_count");
        return space.isLow(freePages * Sql.number(connection, "pragma page_size"));
    }

    @Override
    public Upkeep upkeep() {
        return upkeep;
    }

    /** The connection that is opened first and closed last, for the migrations. */
    Connection last() {
        return last;
    }

    /** Closes the last connection. Not to be called after an fsync error: SQLite would write once more, and hide how it went. */
    @Override
    public void close() {
        Connections.closeQuietly(last);
    }

    private void refuseIfUnsafe(Connection connection) throws SQLException {
        for (Map.Entry<String, String> setting : EXPECTED.entrySet()) {
            String found = Sql.first(connection, "pragma " + setting.getKey(), row -> row.getString(1));
            if (!setting.getValue().equals(found)) {
                throw new Database.Refused(
                        Database.Refused.Reason.UNSAFE,
                        file.getFileName() + " has " + setting.getKey() + "=" + found + " where " + setting.getValue()
                                + " is needed",
                        null);
            }
        }
    }

    private static Database.Refused.Reason reason(@Nullable SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? switch (sqlite.getResultCode()) {
                    case SQLITE_NOTADB, SQLITE_CORRUPT -> Database.Refused.Reason.DAMAGED;
                    default -> Database.Refused.Reason.UNREACHABLE;
                }
                : Database.Refused.Reason.UNREACHABLE;
    }

    /** A new file is safe only once its name is; SQLite tries to see to that too, but passes over a failure. */
    private static void syncNames(Path directory, SqliteEngine engine) {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException failure) {
            engine.close();
            throw new Database.Refused(
                    Database.Refused.Reason.UNREACHABLE, "the data directory cannot be synced", failure);
        }
    }

    private static void createOwnerOnly(Path file) {
        try {
            // The log and its index take the mode of the database.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException existing) {
            return;
        } catch (IOException failure) {
            throw new Database.Refused(Database.Refused.Reason.UNREACHABLE, "the database cannot be created", failure);
        }
    }
}
