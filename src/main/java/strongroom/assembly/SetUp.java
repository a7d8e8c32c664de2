package strongroom.assembly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.PublicUrl;
import strongroom.account.Slug;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.account.UserName;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.config.Config;
import strongroom.credential.Argon2Hasher;
import strongroom.credential.GeneratedPassword;
import strongroom.credential.PasswordHash;
import strongroom.credential.Pepper;
import strongroom.database.Database;
import strongroom.database.Ports;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.Keyring;
import strongroom.sealing.KeyringFile;
import strongroom.sealing.KeyringKey;
import strongroom.sealing.SealedBackups;
import strongroom.sealing.Secrets;
import strongroom.sealing.TenantKeys;
import strongroom.sealing.WrappedKey;
import strongroom.sealing.WrappedKeys;
import strongroom.sealing.Wrapping;

/**
 * Turns an empty directory into a store: its key, its first tenant, and a login that many phones may share.
 *
 * <p>The key file comes first and everything in the database with one commit, so whatever is cut off in the middle is begun again with
 * the same key.
 */
public final class SetUp {

    /** The user name of the first login. */
    private static final String FIRST_ACCOUNT = "phones";

    private final Config config;
    private final Clocks clocks;
    private final Actor actor;
    private final SecureRandom random = new SecureRandom();

    public SetUp(Config config, Clocks clocks, Actor actor) {
        this.config = config;
        this.clocks = clocks;
        this.actor = actor;
    }

    /**
     * The first login, shown once.
     *
     * @param url the public URL, null if none was given
     */
    public record FirstLogin(
            String tenant,
            String account,
            GeneratedPassword password,
            @Nullable PublicUrl url) {}

    /**
     * A store that is set up.
     *
     * @param first the first login if it was set up just now, else null
     */
    public record Opened(Components store, @Nullable FirstLogin first) {}

    /**
     * Opens the store in a directory that the caller holds, setting it up first if it is empty; closing the store lets the directory
     * go.
     *
     * @throws Refusal if something stands in the way; then the directory is let go
     */
    public Opened open(DataDirectory directory, @Nullable PublicUrl url) {
        Database database = null;
        try {
            if (!hasDatabase(config)) {
                // First of all: without a key there is to be no database, either.
                var _ = firstKeyring(Components.keyringFile(config));
            }
            database = Components.database(config, clocks, directory, Database.Mode.MIGRATE);
            FirstLogin first = database.wrappedKeys().all().isEmpty() ? setUp(database, url) : null;
            return new Opened(Components.over(config, clocks, directory, database), first);
        } catch (RuntimeException obstacle) {
            if (database != null) {
                database.close();
            }
            Components.close(directory);
            throw obstacle;
        }
    }

    /** Tells whether there is a database, set up or not, in the place that the settings name. */
    public static boolean hasDatabase(Config config) {
        return Files.exists(config.place().data().resolve(Database.FILE));
    }

    private FirstLogin setUp(Database database, @Nullable PublicUrl url) {
        KeyringFile file = Components.keyringFile(config);
        Keyring keyring = firstKeyring(file);
        TenantId tenantId = TenantId.random(random);
        List<WrappedKey> wrapped = new Wrapping(random).drawAll(tenantId, keyring);
        TenantKeys keys = new TenantKeys(justDrawn(wrapped), keyring, file::read, clocks.nanos());
        Ports ports = database.ports(keys.auditKey(), new Secrets(keys::secretsKey, random), SealedBackups.SEAL_BYTES);

        Tenant tenant = new Tenant(tenantId, TenantNames.of(Slug.DEFAULT), url, TenantSettings.DEFAULT, false, 1);
        Account account = new Account(
                AccountId.random(random),
                tenantId,
                AccountNames.of(new UserName(FIRST_ACCOUNT)),
                AccountKind.SHARED,
                Standing.NEW,
                Account.Labels.NONE,
                1);
        GeneratedPassword password = GeneratedPassword.draw(random);
        PasswordHash hash =
                new Argon2Hasher(Components.cost(config), Pepper.of(keys.pepper()), random).hash(password.password());
        AuditRecord record = new AuditRecord(clocks.wall().instant(), actor, new AuditEvent.StoreInitialised(tenantId));
        ports.tenantChanges().initialise(tenant, account, hash, wrapped, record);
        return new FirstLogin(Slug.DEFAULT.value(), FIRST_ACCOUNT, password, url);
    }

    /** A key that lies there already is used: somebody made it beforehand, or a set-up was cut off after its first step. */
    private Keyring firstKeyring(KeyringFile file) {
        if (file.read() instanceof KeyringFile.ReadOutcome.Missing) {
            Keyring drawn = Keyring.of(KeyringKey.draw(clocks.wall().instant(), random));
            switch (file.create(drawn)) {
                case KeyringFile.CreateOutcome.Created() -> {
                    return drawn;
                }
                case KeyringFile.CreateOutcome.AlreadyThere() -> {}
                case KeyringFile.CreateOutcome.Failed ignored ->
                    throw Refusal.failed(MessageCode.FILE_UNWRITABLE, file.place(), System.getProperty("user.name"));
            }
        }
        return Obstacles.keyring(file.read(), file);
    }

    private static WrappedKeys justDrawn(List<WrappedKey> keys) {
        return new WrappedKeys() {
            @Override
            public List<WrappedKey> all() {
                return keys;
            }

            @Override
            public long revision() {
                return 0;
            }
        };
    }

    /** Opens a directory for {@code init} or {@code serve}: it is made if it is missing, and held until it is closed. */
    public static DataDirectory hold(Path path, String command) {
        return Obstacles.directory(DataDirectory.open(path, DataDirectory.Use.HOLD), path, command);
    }
}
