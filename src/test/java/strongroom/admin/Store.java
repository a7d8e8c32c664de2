package strongroom.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import strongroom.account.Account;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.assembly.Clocks;
import strongroom.assembly.Components;
import strongroom.assembly.SetUp;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditEvents;
import strongroom.audit.AuditRecord;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore;
import strongroom.backup.Ciphertext;
import strongroom.config.Config;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;

/** A real store that was just set up, with a clock that the test moves and passwords that cost little. */
final class Store implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Actor ACTOR = new Actor.Shell("root", "anna");

    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    private final Components components;
    private final long eventsBefore;

    Store(Path directory) throws IOException {
        Config config = ConfigReader.read(new ConfigSources(
                null,
                Map.of(
                        "STRONGROOM_DATA", directory.resolve("data").toString(),
                        "STRONGROOM_ARGON2_MEMORY", "7MiB",
                        "STRONGROOM_ARGON2_ITERATIONS", "1",
                        "STRONGROOM_STORAGE_MIN_FREE_DISK", "1MiB",
                        "STRONGROOM_STORAGE_LOW_WATER_MARK", "1MiB"),
                Map.of()));
        Clocks clocks =
                new Clocks(() -> START.plus(passed.get()), () -> passed.get().toNanos());
        new SetUp(config, clocks, new Actor.Server())
                .open(SetUp.hold(directory.resolve("data"), "test"), null)
                .store()
                .close();
        components = Components.open(config, clocks, "test");
        eventsBefore =
                Objects.requireNonNull(components.ports().auditLog().head()).sequence();
    }

    Components components() {
        return components;
    }

    void move(Duration by) {
        passed.updateAndGet(before -> before.plus(by));
    }

    Author author() {
        return new Author(ACTOR, components.clocks().wall());
    }

    TypedNames names() {
        return new TypedNames(components.ports().tenants(), components.ports().accounts());
    }

    TenantOperations tenants() {
        return tenants(components.ports().tenantChanges());
    }

    TenantOperations tenants(TenantChanges changes) {
        return new TenantOperations(
                names(),
                changes,
                components.ports().inventory(),
                author(),
                new TenantOperations.Keys(components.random(), components.keys().keyring()));
    }

    AccountOperations accounts() {
        return new AccountOperations(
                names(),
                components.ports().accountChanges(),
                components.ports().provisioningChanges(),
                components.ports().inventory(),
                author());
    }

    LoginOperations logins() {
        return new LoginOperations(
                names(),
                new LoginOperations.Stores(
                        components.ports().accountChanges(),
                        components.ports().provisioningChanges(),
                        components.ports().policies()),
                components::hasher,
                components.random(),
                author());
    }

    /** Returns what was logged since the set-up, in order; each by the one who acts here. */
    List<AuditEvent> events() {
        return components.ports().auditLog().after(eventsBefore, 1000).stream()
                .map(entry -> Objects.requireNonNull(AuditEvents.parse(Objects.requireNonNull(entry.payload()))))
                .filter(record -> record.actor().equals(ACTOR))
                .map(AuditRecord::event)
                .toList();
    }

    Tenant tenant(String slug) {
        return names().tenant(slug);
    }

    Account account(String name) {
        return Objects.requireNonNull(components
                        .ports()
                        .accounts()
                        .find(tenant(Slug.DEFAULT.value()).id(), new UserName(name)))
                .account();
    }

    /** Stores a backup as a phone would; the number stands for its ID. */
    void upload(Account account, int number) {
        byte[] id = new byte[BackupId.BYTES];
        Arrays.fill(id, (byte) number);
        components
                .backups(Runnable::run)
                .put(new BackupStore.Upload(
                        account.tenant(), account.id(), BackupId.of(id), Ciphertext.owning(new byte[100]), null));
    }

    @Override
    public void close() {
        components.close();
    }
}
