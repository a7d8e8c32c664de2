package strongroom.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.PublicUrl;
import strongroom.account.Tenant;
import strongroom.config.Config;
import strongroom.credential.Argon2Hasher;
import strongroom.credential.Pepper;
import strongroom.database.Database;
import strongroom.database.Ports;
import strongroom.retention.Sweeper;
import strongroom.sealing.Keyring;
import strongroom.sealing.KeyringFile;
import strongroom.sealing.Scrub;
import strongroom.sealing.SealedBackups;
import strongroom.sealing.SealedRows;
import strongroom.sealing.Secrets;
import strongroom.sealing.TenantKeys;
import strongroom.sealing.WrappedKey;
import strongroom.sealing.Wrapping;

/**
 * A store that has been set up, opened: everything but the listeners. Commands work on it; {@link Server} adds the front doors.
 *
 * <p>Thread-safe but for {@link #close}, which comes last and lets go in the reverse order of opening.
 */
public final class Components implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Components.class);

    /** What an unrecoverable disk error ends the process with: EX_IOERR, distinct from every answer of a command (G3). */
    private static final int DISK_FAILED = 74;

    private static final Duration ANSWERS_GO_OUT = Duration.ofSeconds(1);

    private final Config config;
    private final Clocks clocks;
    private final SecureRandom random = new SecureRandom();
    private final DataDirectory directory;
    private final KeyringFile keyringFile;
    private final Database database;
    private final TenantKeys keys;
    private final Ports ports;
    private final SealedRows rows;

    private Components(
            Config config, Clocks clocks, DataDirectory directory, KeyringFile keyringFile, Database database) {
        this.config = config;
        this.clocks = clocks;
        this.directory = directory;
        this.keyringFile = keyringFile;
        this.database = database;
        Keyring keyring = fittingKeyring(keyringFile, database.wrappedKeys().all(), directory.path());
        this.keys = new TenantKeys(database.wrappedKeys(), keyring, keyringFile::read, clocks.nanos());
        this.ports = database.ports(keys.auditKey(), new Secrets(keys::secretsKey, random), SealedBackups.SEAL_BYTES);
        this.rows = ports.sealedRows();
    }

    /**
     * Opens the store beside a server that may be running on it.
     *
     * @param command the command line that was given, to be repeated as another user if need be
     * @throws strongroom.message.Refusal if something stands in the way; nothing was changed
     */
    public static Components open(Config config, Clocks clocks, String command) {
        Path path = config.place().data();
        DataDirectory directory = Obstacles.directory(DataDirectory.open(path, DataDirectory.Use.SHARE), path, command);
        return open(config, clocks, directory, Database.Mode.EXISTING);
    }

    /** Opens the store in a directory that the caller holds or shares; closing closes the directory too. */
    static Components open(Config config, Clocks clocks, DataDirectory directory, Database.Mode mode) {
        Database database = null;
        try {
            database = database(config, clocks, directory, mode);
            return over(config, clocks, directory, database);
        } catch (RuntimeException obstacle) {
            if (database != null) {
                database.close();
            }
            close(directory);
            throw obstacle;
        }
    }

    /** Joins everything to a database that is open and set up; on an obstacle nothing is closed. */
    static Components over(Config config, Clocks clocks, DataDirectory directory, Database database) {
        return new Components(config, clocks, directory, keyringFile(config), database);
    }

    static Database database(Config config, Clocks clocks, DataDirectory directory, Database.Mode mode) {
        Database.Room room = new Database.Room(
                config.storage().minFreeDisk(), config.storage().lowWaterMark());
        try {
            return Database.open(
                    new Database.Settings(directory.path(), mode, room),
                    new Database.Surroundings(clocks.wall(), clocks.nanos(), Components::stopAtOnce));
        } catch (Database.Refused refused) {
            throw Obstacles.database(refused, directory.path());
        }
    }

    static KeyringFile keyringFile(Config config) {
        String credentials = System.getenv("CREDENTIALS_DIRECTORY");
        return new KeyringFile(config.place().key(), credentials == null ? null : Path.of(credentials));
    }

    private static Keyring fittingKeyring(KeyringFile file, List<WrappedKey> wrapped, Path directory) {
        Keyring keyring = Obstacles.keyring(file.read(), file);
        Obstacles.fit(Wrapping.fit(wrapped, keyring), file, directory);
        return keyring;
    }

    /** A disk that failed to sync may have lost what it acknowledged: whatever this process does next would be a guess. */
    private static void stopAtOnce() {
        LOG.error(
                "the disk reported a failed sync; the server stops at once, since it can no longer tell what is stored");
        endWith(DISK_FAILED);
        // Those who wait have been told of a failure; a moment later their answers are on the wire.
        Thread.ofPlatform().daemon().name("fail-stop").start(() -> {
            LockSupport.parkNanos(ANSWERS_GO_OUT.toNanos());
            Runtime.getRuntime().halt(DISK_FAILED);
        });
    }

    /** A command may end by itself before that moment is over; it must not say that all is well, or only that it failed. */
    private static void endWith(int code) {
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(code), "fail-stop at the end"));
        } catch (IllegalStateException ending) {
            Runtime.getRuntime().halt(code);
        }
    }

    static void close(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the directory's lock cannot be let go", failure);
        }
    }

    /** The settings of this process. */
    public Config config() {
        return config;
    }

    /** The clocks of this process. */
    public Clocks clocks() {
        return clocks;
    }

    /** The ports that the store implements. */
    public Ports ports() {
        return ports;
    }

    /** The unwrapped keys. */
    public TenantKeys keys() {
        return keys;
    }

    /** The wrapped keys as they lie in the store. */
    public List<WrappedKey> wrappedKeys() {
        return database.wrappedKeys().all();
    }

    /** The place of the keyring. */
    public KeyringFile keyringFile() {
        return keyringFile;
    }

    /** The data directory. */
    public DataDirectory directory() {
        return directory;
    }

    /** The database, for its health. */
    public Database database() {
        return database;
    }

    /** The source of all that is drawn at random. */
    public SecureRandom random() {
        return random;
    }

    /** Returns the public URL of the tenant that serves paths without a name; null if none is set. */
    public @Nullable PublicUrl publicUrl() {
        return ports.tenants().all().stream()
                .filter(Tenant::isDefault)
                .map(Tenant::publicUrl)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Makes a hasher of passwords at the configured cost. */
    public Argon2Hasher hasher() {
        return new Argon2Hasher(cost(config), Pepper.of(keys.pepper()), random);
    }

    static Argon2Hasher.Cost cost(Config config) {
        Config.Argon2 argon2 = config.logins().argon2();
        return new Argon2Hasher.Cost(argon2.memoryKib(), argon2.iterations(), argon2.parallelism());
    }

    /** Makes the sealed store that phones ask. */
    public SealedBackups backups(Executor background) {
        return new SealedBackups(rows, keys, clocks.wall(), random, background);
    }

    /** Makes a sweeper. */
    public Sweeper sweeper() {
        return new Sweeper(ports.tenants(), ports.retentionStore(), ports.retentionClock(), clocks.wall());
    }

    /** Makes a scrub. */
    public Scrub scrub() {
        return new Scrub(rows, keys);
    }

    @Override
    public void close() {
        database.close();
        close(directory);
    }
}
