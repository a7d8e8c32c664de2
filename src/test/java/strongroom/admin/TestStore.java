package strongroom.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.assembly.Clocks;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.assembly.SetUp;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditEvents;
import strongroom.audit.AuditRecord;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore;
import strongroom.backup.BackupStore.FindOutcome;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.config.Config;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;

/** A real store in a directory of its own, as it is after the set-up, with clocks that stand still. */
final class TestStore implements AutoCloseable {

    private static final Actor ACTOR = new Actor.Shell("root", "anna");

    private final Path data;
    private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-23T04:10:00Z"));
    private final Components components;
    private final BackupStore backups;

    TestStore(Path directory) throws IOException {
        data = directory.resolve("data");
        Config config = ConfigReader.read(new ConfigSources(
                null,
                Map.of(
                        "STRONGROOM_DATA", data.toString(),
                        "STRONGROOM_ARGON2_MEMORY", "7MiB",
                        "STRONGROOM_ARGON2_ITERATIONS", "1",
                        "STRONGROOM_STORAGE_MIN_FREE_DISK", "1MiB",
                        "STRONGROOM_STORAGE_LOW_WATER_MARK", "1MiB"),
                Map.of()));
        Clocks clocks = new Clocks(wall::get, System::nanoTime);
        new SetUp(config, clocks, ACTOR)
                .open(SetUp.hold(data, "test"), null)
                .store()
                .close();
        components = Components.open(config, clocks, "test");
        backups = components.backups(Runnable::run);
    }

    Components components() {
        return components;
    }

    Operations operations() {
        return new Operations(components, ACTOR);
    }

    Path data() {
        return data;
    }

    Instant now() {
        return wall.get();
    }

    void move(Duration by) {
        wall.updateAndGet(before -> before.plus(by));
    }

    Tenant tenant() {
        return components.ports().tenants().all().getFirst();
    }

    /** Returns the first account; it is shared, so nothing limits its backups. */
    Account account() {
        return Objects.requireNonNull(components.ports().accounts().find(tenant().id(), new UserName("phones")))
                .account();
    }

    void upload(String name, String content) {
        backups.put(new BackupStore.Upload(tenant().id(), account().id(), id(name), bytes(content), null));
    }

    void delete(String name) {
        backups.delete(tenant().id(), account().id(), id(name));
    }

    /** Returns whether exactly this content is served. */
    boolean serves(String name, String content) {
        return backups.find(tenant().id(), id(name)) instanceof FindOutcome.Found(Ciphertext found)
                && found.equals(bytes(content));
    }

    boolean servesNothing(String name) {
        return backups.find(tenant().id(), id(name)) instanceof FindOutcome.Absent;
    }

    List<BackupLine> list(StoredBackup.@Nullable State state) {
        List<BackupLine> lines = new ArrayList<>();
        operations().backups().forEach(TypedNames.Scope.ALL, state, lines::add);
        return lines;
    }

    Handle onlyHandle() {
        return list(null).getFirst().handle();
    }

    List<AuditEvent> events() {
        List<AuditEvent> events = new ArrayList<>();
        operations().audit().forEach(0, entry -> {
            AuditRecord record = AuditEvents.parse(Objects.requireNonNull(entry.payload()));
            events.add(Objects.requireNonNull(record).event());
        });
        return events;
    }

    /** Moves the retention clock, as a server would in that time. */
    void age(Duration by) {
        sql("update retention_clock set seconds = seconds + " + by.toSeconds());
    }

    void sql(String statement) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("strongroom.db"));
                Statement runner = connection.createStatement()) {
            runner.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static BackupId id(String name) {
        return BackupId.of(digest(name));
    }

    private static Ciphertext bytes(String content) {
        return Ciphertext.owning(Arrays.copyOf(digest(content), 300));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        components.close();
    }
}
