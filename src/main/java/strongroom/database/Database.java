package strongroom.database;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import strongroom.audit.ChainKey;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.Secrets;
import strongroom.sealing.WrappedKeys;

/**
 * The store: opens the database in a data directory and hands out the ports. Thread-safe.
 *
 * <p>Close it last: it finishes the changes that wait, moves the log into the database and lets go of the files.
 */
public final class Database implements AutoCloseable {

    /** The name of the database in its directory. */
    public static final String FILE = SqliteEngine.FILE;

    private static final int READERS = 3;

    private final SqliteEngine engine;
    private final FailStop failStop;
    private final StoreThreads threads;
    private final Space space;
    private final Surroundings surroundings;
    private final SettingsRevision settingsRevision;

    private Database(SqliteEngine engine, Space space, FailStop failStop, Surroundings surroundings) {
        this.engine = engine;
        this.space = space;
        this.failStop = failStop;
        this.surroundings = surroundings;
        this.threads = new StoreThreads(engine, failStop, READERS, Patience.DEFAULT);
        this.settingsRevision = new SettingsRevision(threads, surroundings.nanos());
    }

    /** What to do with the schema. */
    public enum Mode {
        /** Create the database if need be and bring it to the newest version. Only for who holds the directory's lock. */
        MIGRATE,
        /** Take it as it is, or refuse it. */
        EXISTING
    }

    /**
     * Where the store is.
     *
     * @param directory the data directory, which exists and belongs to the user of this process
     */
    public record Settings(Path directory, Mode mode, Room room) {}

    /**
     * How much room the file system must have for uploads to be taken, in bytes.
     *
     * @param reserve free in the file system, for the log, whatever is free inside the database
     * @param lowWater free in the file system and inside the database together; null for the smaller of 5 % and 1 GiB
     */
    public record Room(long reserve, @Nullable Long lowWater) {

        /** 64 MiB, and the smaller of 5 % and 1 GiB. */
        public static final Room DEFAULT = new Room(64L << 20, null);
    }

    /**
     * What the store needs from around it.
     *
     * @param time the wall clock
     * @param nanos a monotonic clock
     * @param failStop ends the process; called once, on a thread of the store, after an fsync error: by then every waiting caller has
     *     been told of a failure, and nothing succeeds any more (G3); it must not close the store
     */
    public record Surroundings(InstantSource time, LongSupplier nanos, Runnable failStop) {}

    /**
     * How the store is.
     *
     * @param isStopped whether an fsync error has ended everything
     * @param trouble why the log could not be moved into the database, or the database not be read, at the last attempt; null if it
     *     could
     * @param logBytes the length of that log
     * @param usableBytes what is free in the file system, at most a second old
     * @param isShortOfRoom whether uploads are refused
     * @param commits transactions since the store was opened
     */
    public record Health(
            boolean isStopped,
            @Nullable String trouble,
            long logBytes,
            long usableBytes,
            boolean isShortOfRoom,
            long commits) {}

    /** A database that cannot be used as it is, or not with this program. Nothing was changed. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;
        private final @Nullable Schema schema;

        Refused(Reason reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
            this.schema = null;
        }

        /** Refuses a schema of another version than this program's. */
        Refused(Schema schema) {
            super("the database has version " + schema.found() + ", this program has " + schema.known());
            this.reason = schema.found() > schema.known() ? Reason.NEWER : Reason.OLDER;
            this.schema = schema;
        }

        /**
         * Two versions of the schema.
         *
         * @param found the database's
         * @param known this program's
         */
        public record Schema(int found, int known) {}

        /** Why it was refused. */
        public enum Reason {
            /** There is none yet: {@code init} or {@code serve} sets it up. */
            NOT_INITIALISED,
            /** A newer program made it. */
            NEWER,
            /** {@code serve} of this program must migrate it first. */
            OLDER,
            /** Another program made it, or its schema was altered. */
            FOREIGN,
            /** It is not a database, or a broken one. */
            DAMAGED,
            /** It cannot be had with the settings that keep what is acknowledged (G11). */
            UNSAFE,
            /** It cannot be opened, read or written. */
            UNREACHABLE,
            /** SQLite's library cannot be unpacked: the temporary directory forbids it. */
            NO_LIBRARY
        }

        /** Returns why it was refused. */
        public Reason reason() {
            return reason;
        }

        /** Returns the versions if the reason is {@link Reason#NEWER} or {@link Reason#OLDER}, else null. */
        public @Nullable Schema schema() {
            return schema;
        }
    }

    /**
     * Opens the store.
     *
     * @throws Refused if it cannot be used; nothing was changed
     */
    public static Database open(Settings settings, Surroundings surroundings) {
        Space space = space(settings, surroundings.nanos());
        SqliteEngine engine = SqliteEngine.open(settings.directory(), settings.mode() == Mode.MIGRATE, space);
        try {
            prepareSchema(settings.mode(), engine);
        } catch (SQLException failure) {
            engine.close();
            throw new Refused(Refused.Reason.UNREACHABLE, "the schema cannot be read or written", failure);
        } catch (Refused refused) {
            engine.close();
            throw refused;
        }
        Database database = new Database(engine, space, new FailStop(surroundings.failStop()), surroundings);
        database.threads.start();
        return database;
    }

    private static void prepareSchema(Mode mode, SqliteEngine engine) throws SQLException {
        Migrations migrations = Migrations.shipped();
        switch (mode) {
            case MIGRATE -> migrations.migrate(engine, engine.last());
            case EXISTING -> migrations.check(engine, engine.last());
        }
    }

    /** Runs statements on the store, for tests of the ports. */
    Transactions transactions() {
        return threads;
    }

    /** The wrapped keys, which are needed before anything that changes can be logged. */
    public WrappedKeys wrappedKeys() {
        return new JdbcWrappedKeys(threads, settingsRevision);
    }

    /**
     * All other ports.
     *
     * @param chain keys the chain of the audit log
     * @param secrets seals what has to be shown again
     * @param sealBytes by how much a sealed blob is longer than what a phone sent
     */
    public Ports ports(ChainKey chain, Secrets secrets, int sealBytes) {
        return new Ports(
                threads,
                engine,
                settingsRevision,
                surroundings,
                new Ports.Sealing(new JdbcAuditAppender(chain), secrets, sealBytes));
    }

    /** Returns how the store is. */
    public Health health() {
        String trouble = threads.writer().trouble();
        boolean isShort = space.isLow(0);
        try {
            isShort = isShort && threads.read(engine::lacksSpace);
        } catch (StoreUnavailable unavailable) {
            trouble = unavailable.getMessage();
        }
        return new Health(
                failStop.isTripped(),
                trouble,
                engine.upkeep().logBytes(),
                space.usableBytes(),
                isShort,
                threads.writer().commits());
    }

    /** Writes a number to disk and reads it back; false if it did not come back. */
    public boolean writesAndReadsBack() {
        try {
            long written = threads.write(connection -> {
                Sql.update(connection, "update probe set value = value + 1 where one = 1");
                return Sql.number(connection, "select value from probe where one = 1");
            });
            return threads.read(connection -> Sql.number(connection, "select value from probe where one = 1"))
                    >= written;
        } catch (StoreUnavailable unavailable) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.close();
        if (!failStop.isTripped()) {
            engine.close();
        }
    }

    private static Space space(Settings settings, LongSupplier nanos) {
        try {
            FileStore files = Files.getFileStore(settings.directory());
            Long lowWater = settings.room().lowWater();
            return new Space(
                    settings.room().reserve(),
                    lowWater == null ? Math.min(files.getTotalSpace() / 20, 1L << 30) : lowWater,
                    () -> usable(files),
                    nanos);
        } catch (IOException failure) {
            throw new Refused(Refused.Reason.UNREACHABLE, "the data directory cannot be read", failure);
        }
    }

    /** What cannot be told counts as none: an upload is refused rather than begun. */
    private static long usable(FileStore files) {
        try {
            return files.getUsableSpace();
        } catch (IOException failure) {
            return 0;
        }
    }
}
