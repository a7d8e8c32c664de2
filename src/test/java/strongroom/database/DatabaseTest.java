package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Id128;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.admin.BackupChanges.Listed;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.audit.ChainOfSha256;
import strongroom.backup.Handle;
import strongroom.backup.StoreUnavailable;
import strongroom.credential.PasswordHash;
import strongroom.database.Database.Mode;
import strongroom.database.Database.Refused;
import strongroom.sealing.Digest;
import strongroom.sealing.SealedRow;
import strongroom.sealing.SealedRows;
import strongroom.sealing.SealedRows.Expected;
import strongroom.sealing.SealedRows.StoreOutcome;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DatabaseTest {

    private static final Handle HANDLE = new Handle(new Id128(9, 9));

    @TempDir
    private Path directory;

    private final AtomicInteger stops = new AtomicInteger();

    @Test
    void what_was_written_is_there_after_closing_and_opening() {
        try (Database database = open(Mode.MIGRATE)) {
            database.transactions().write(c -> Sql.update(c, "update retention_clock set seconds = 42"));
        }

        try (Database database = open(Mode.EXISTING)) {
            assertThat(database.ports(new ChainOfSha256(1), StoreUnderTest.secrets(), 29)
                            .retentionClock()
                            .seconds())
                    .isEqualTo(42);
        }
    }

    @Test
    void a_command_works_beside_a_server() {
        try (Database server = open(Mode.MIGRATE);
                Database command = open(Mode.EXISTING)) {
            command.transactions().write(c -> Sql.update(c, "update retention_clock set seconds = 7"));

            assertThat(server.ports(new ChainOfSha256(1), StoreUnderTest.secrets(), 29)
                            .retentionClock()
                            .seconds())
                    .isEqualTo(7);
        }
    }

    @Test
    void a_command_refuses_an_empty_directory_and_creates_nothing() {
        assertThatThrownBy(() -> open(Mode.EXISTING))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_INITIALISED));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_schema_newer_than_the_program_is_refused_and_stays() {
        try (Database database = open(Mode.MIGRATE)) {
            database.transactions()
                    .write(c -> Sql.update(c, "insert into schema_version (version, checksum) values (99, 'x')"));
        }

        for (Mode mode : Mode.values()) {
            assertThatThrownBy(() -> open(mode))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.NEWER));
        }
    }

    @Test
    void a_healthy_store_writes_and_reads_back() {
        try (Database database = open(Mode.MIGRATE)) {
            assertThat(database.writesAndReadsBack()).isTrue();
            assertThat(database.writesAndReadsBack()).isTrue();

            Database.Health health = database.health();
            assertThat(health.isStopped()).isFalse();
            assertThat(health.trouble()).isNull();
            assertThat(health.isShortOfRoom()).isFalse();
            assertThat(health.commits()).isEqualTo(2);
            assertThat(health.usableBytes()).isPositive();
        }
        assertThat(stops).hasValue(0);
    }

    @Test
    void a_store_on_a_disk_that_is_nearly_full_says_so() {
        Database.Settings settings =
                new Database.Settings(directory, Mode.MIGRATE, new Database.Room(0, Long.MAX_VALUE));
        try (Database database = Database.open(settings, surroundings())) {
            assertThat(database.health().isShortOfRoom()).isTrue();
        }
    }

    @Test
    void the_ports_see_one_store_and_every_change_has_its_event() {
        Tenant tenant = StoreUnderTest.tenant(new Id128(1, 1), "default");
        Account first = account(tenant, 2, "first");
        Account second = account(tenant, 3, "second");
        try (Database database = open(Mode.MIGRATE)) {
            Ports ports = database.ports(new ChainOfSha256(1), StoreUnderTest.secrets(), 29);
            ports.tenantChanges()
                    .initialise(
                            tenant,
                            first,
                            new PasswordHash("x"),
                            List.of(StoreUnderTest.tenantKey(tenant.id(), 1)),
                            record(new AuditEvent.StoreInitialised(tenant.id())));
            ports.accountChanges()
                    .add(
                            second,
                            new PasswordHash("x"),
                            null,
                            record(new AuditEvent.AccountAdded(tenant.id(), second.id(), "personal", null)));
            store(ports.sealedRows(), tenant.id(), first.id(), 1, null);
            store(ports.sealedRows(), tenant.id(), second.id(), 2, new Expected(HANDLE, 1));

            assertThat(ports.tenants().all()).hasSize(1);
            assertThat(database.wrappedKeys().all()).hasSize(1);
            assertThat(ports.accounts().of(tenant.id()))
                    .extracting(entry -> entry.activity().lastUpload())
                    .containsExactly(Fixture.START, Fixture.START);
            assertThat(ports.auditLog().after(0, 10)).hasSize(3);
            Listed listed = Objects.requireNonNull(ports.backupChanges().find(HANDLE));
            assertThat(listed.backup().owner()).isEqualTo(second.id());
            assertThat(listed.backup().versions()).hasSize(1);
            assertThat(ports.retentionStore().liveCount(tenant.id())).isEqualTo(1);
        }
    }

    private static void store(
            SealedRows rows, TenantId tenant, AccountId owner, long revision, @Nullable Expected expected) {
        byte[] sealed = new byte[100];
        Digest digest = Digest.of(new byte[32]);
        SealedRow row = new SealedRow(
                new SealedRow.Place(tenant, HANDLE, revision),
                new SealedRow.Stamp(Fixture.START, 0),
                owner,
                new SealedRow.Seal(1, digest, sealed.length, digest, digest));
        assertThat(rows.store(row, sealed, List.of(digest), expected, null))
                .isInstanceOfAny(StoreOutcome.Created.class, StoreOutcome.Replaced.class);
    }

    private static Account account(Tenant tenant, long id, String name) {
        return new Account(
                new AccountId(new Id128(id, id)),
                tenant.id(),
                AccountNames.of(new UserName(name)),
                AccountKind.PERSONAL,
                Standing.NEW,
                Account.Labels.NONE,
                1);
    }

    private static AuditRecord record(AuditEvent event) {
        return new AuditRecord(Fixture.START, new Actor.Server(), event);
    }

    @Test
    void a_closed_store_answers_nothing() {
        Database database = open(Mode.MIGRATE);
        database.close();

        assertThat(database.writesAndReadsBack()).isFalse();
        assertThatThrownBy(() -> database.transactions().read(c -> true)).isInstanceOf(StoreUnavailable.class);
    }

    private Database open(Mode mode) {
        return Database.open(new Database.Settings(directory, mode, new Database.Room(0, 0L)), surroundings());
    }

    private Database.Surroundings surroundings() {
        return new Database.Surroundings(() -> Fixture.START, () -> 0, stops::incrementAndGet);
    }
}
