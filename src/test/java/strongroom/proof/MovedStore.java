package strongroom.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.assembly.Clocks;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.assembly.SetUp;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore;
import strongroom.backup.Ciphertext;
import strongroom.config.Config;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;
import strongroom.credential.MovedTime;
import strongroom.credential.PasswordHash;

/**
 * A real store on a directory of its own, without a server, whose time a proof moves: the wall clock and the retention clock together.
 * Backups and their bytes are told by numbers.
 */
final class MovedStore implements AutoCloseable {

    static final Actor ACTOR = new Actor.Shell("proof", null);

    private static final RandomGenerator IDS = RandomGenerator.of("SecureRandom");

    private final MovedTime time = new MovedTime();
    private final Path directory;
    private final Components components;
    private final BackupStore backups;

    MovedStore(Path directory) throws IOException {
        this.directory = directory.resolve("data");
        Config config = ConfigReader.read(new ConfigSources(
                null,
                Map.of(
                        "STRONGROOM_DATA", this.directory.toString(),
                        "STRONGROOM_ARGON2_MEMORY", "7MiB",
                        "STRONGROOM_ARGON2_ITERATIONS", "1"),
                Map.of()));
        Clocks clocks = new Clocks(time, System::nanoTime);
        new SetUp(config, clocks, ACTOR)
                .open(SetUp.hold(this.directory, "proof"), null)
                .store()
                .close();
        components = Components.open(config, clocks, "proof");
        backups = components.backups(Runnable::run);
    }

    Components components() {
        return components;
    }

    Operations operations() {
        return new Operations(components, ACTOR);
    }

    BackupStore backups() {
        return backups;
    }

    MovedTime time() {
        return time;
    }

    Tenant tenant() {
        return components.ports().tenants().all().getFirst();
    }

    /** Replaces the tenant's row. */
    void change(Tenant changed) {
        AuditEvent event = new AuditEvent.TenantChanged(changed.id(), "proof", null, null);
        var _ = components.ports().tenantChanges().change(changed, List.of(record(event)));
    }

    /** Adds an account that many phones may share, so that nothing limits its backups. */
    AccountId addAccount(String name, PasswordHash password) {
        Account account = new Account(
                AccountId.random(IDS),
                tenant().id(),
                AccountNames.of(new UserName(name)),
                AccountKind.SHARED,
                Standing.NEW,
                Account.Labels.NONE,
                1);
        AuditEvent event = new AuditEvent.AccountAdded(account.tenant(), account.id(), name, null);
        var _ = components.ports().accountChanges().add(account, password, null, record(event));
        return account.id();
    }

    /** Gives an account another password; the one before ends now, and is remembered as the previous one. */
    void rotate(AccountId account, PasswordHash password) {
        AuditEvent event = new AuditEvent.AccountChanged(account, "proof", null, null);
        var _ = components.ports().accountChanges().rotate(account, password, time.instant(), record(event));
    }

    AuditRecord record(AuditEvent event) {
        return new AuditRecord(time.instant(), ACTOR, event);
    }

    /** Uploads, and tells whether a live backup was there before. */
    boolean upload(AccountId account, int number) {
        return switch (backups.put(new BackupStore.Upload(tenant().id(), account, id(number), bytes(number), null))) {
            case BackupStore.PutOutcome.Created _ -> false;
            case BackupStore.PutOutcome.Replaced _ -> true;
            case BackupStore.PutOutcome refused -> throw new IllegalStateException("an upload was refused: " + refused);
        };
    }

    void delete(AccountId account, int number) {
        if (!(backups.delete(tenant().id(), account, id(number)) instanceof BackupStore.DeleteOutcome.Deleted)) {
            throw new IllegalStateException("a delete was refused");
        }
    }

    /** Tells whether a backup is live, which does not count as reading it. */
    boolean isLive(int number) {
        return backups.size(tenant().id(), id(number)) instanceof BackupStore.SizeOutcome.Present;
    }

    /** Reads a backup and tells whether it is byte for byte what was uploaded. */
    boolean servesIt(int number) {
        return backups.find(tenant().id(), id(number)) instanceof BackupStore.FindOutcome.Found(Ciphertext found)
                && found.equals(bytes(number));
    }

    private static BackupId id(int number) {
        return BackupId.of(ByteBuffer.allocate(BackupId.BYTES)
                .putLong(number)
                .put(7, (byte) 1)
                .putInt(28, number)
                .array());
    }

    private static Ciphertext bytes(int number) {
        Random random = new Random(number);
        byte[] bytes = new byte[40 + random.nextInt(400)];
        random.nextBytes(bytes);
        return Ciphertext.owning(bytes);
    }

    /** Lets time pass on the wall and, as a server would by its ticks, on the retention clock. */
    void pass(Duration by) {
        time.advance(by);
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update retention_clock set seconds = seconds + " + by.toSeconds());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Asks the database itself for a number, past everything that is under test. */
    long number(String query) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("strongroom.db"));
    }

    @Override
    public void close() {
        components.close();
    }
}
