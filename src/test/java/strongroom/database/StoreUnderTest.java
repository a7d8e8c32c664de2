package strongroom.database;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Id128;
import strongroom.account.Slug;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.account.UserName;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditEvents;
import strongroom.audit.AuditRecord;
import strongroom.audit.ChainOfSha256;
import strongroom.backup.Handle;
import strongroom.credential.PasswordHash;
import strongroom.sealing.Secrets;
import strongroom.sealing.WrappedKey;

/** A fresh store with a clock that the test moves, and short ways to fill it. */
final class StoreUnderTest implements AutoCloseable {

    static final int SEAL_BYTES = 29;
    static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

    final OneConnection transactions;
    final SettingsRevision revision;
    final JdbcTenants tenants;
    final JdbcTenantChanges tenantChanges;
    final JdbcAccounts accounts;
    final JdbcAccountChanges accountChanges;
    final JdbcCredentials credentials;
    final JdbcBackupChanges backupChanges;
    final JdbcKeyChanges keyChanges;
    final JdbcWrappedKeys wrappedKeys;
    final JdbcRetentionStore retention;
    final JdbcRetentionClock clock;
    final JdbcInventory inventory;
    final JdbcAuditLog auditLog;
    final JdbcPolicies policies;
    final JdbcOffboardings offboardings;
    final JdbcPersonalBackups personalBackups;
    final JdbcPersonalTraces personalTraces;
    final JdbcErasure erasure;
    final JdbcEnforcements enforcements;
    final JdbcRestoreChanges restores;
    final JdbcWorkConnections work;
    final JdbcProvisioning provisioning;

    Instant wall = START;
    long nanos;
    private long nextId = 1;

    StoreUnderTest(OneConnection transactions) {
        this.transactions = transactions;
        InstantSource time = () -> wall;
        AuditAppender audit = new JdbcAuditAppender(new ChainOfSha256(1));
        revision = new SettingsRevision(transactions, () -> nanos);
        tenants = new JdbcTenants(transactions, revision);
        tenantChanges = new JdbcTenantChanges(transactions, audit, revision);
        accounts = new JdbcAccounts(transactions, time, () -> nanos);
        accountChanges = new JdbcAccountChanges(transactions, audit, revision);
        credentials = new JdbcCredentials(transactions, revision, time, () -> nanos);
        backupChanges = new JdbcBackupChanges(transactions, audit, SEAL_BYTES);
        keyChanges = new JdbcKeyChanges(transactions, audit, revision);
        wrappedKeys = new JdbcWrappedKeys(transactions, revision);
        retention = new JdbcRetentionStore(transactions, audit);
        clock = new JdbcRetentionClock(transactions);
        inventory = new JdbcInventory(transactions);
        auditLog = new JdbcAuditLog(transactions);
        policies = new JdbcPolicies(transactions, audit, revision, secrets());
        offboardings = new JdbcOffboardings(transactions, audit, revision);
        personalBackups = new JdbcPersonalBackups(transactions, audit);
        personalTraces = new JdbcPersonalTraces(transactions, audit);
        erasure = new JdbcErasure(transactions, audit, revision, (_, _) -> {});
        enforcements = new JdbcEnforcements(transactions, audit, revision, time, () -> nanos);
        restores = new JdbcRestoreChanges(transactions, audit);
        work = new JdbcWorkConnections(transactions, audit, revision, secrets(), policies);
        provisioning = new JdbcProvisioning(transactions, audit, revision, policies);
    }

    static Secrets secrets() {
        return new Secrets(() -> new byte[32], new SplittableRandom(5));
    }

    Id128 id() {
        return new Id128(0x1000, nextId++);
    }

    AuditRecord record() {
        return record(new AuditEvent.KeyExported("any"));
    }

    AuditRecord record(AuditEvent event) {
        return new AuditRecord(wall, new Actor.Shell("root", null), event);
    }

    List<AuditEvent> events() {
        List<AuditEvent> events = new ArrayList<>();
        auditLog.after(0, 10_000)
                .forEach(entry ->
                        events.add(Objects.requireNonNull(AuditEvents.parse(Objects.requireNonNull(entry.payload())))
                                .event()));
        return events;
    }

    void advanceDays(int days) {
        update("update retention_clock set seconds = seconds + ?", days * 86_400L);
    }

    static Tenant tenant(Id128 id, String slug) {
        return new Tenant(new TenantId(id), TenantNames.of(new Slug(slug)), null, TenantSettings.DEFAULT, false, 1);
    }

    /** Adds a tenant and returns it as it is read back. */
    Tenant addTenant(String slug) {
        Tenant tenant = tenant(id(), slug);
        done(tenantChanges.add(tenant, tenantKey(tenant.id(), 1), record()));
        return read(tenant.id());
    }

    Tenant read(TenantId id) {
        return tenants.all().stream()
                .filter(tenant -> tenant.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static WrappedKey tenantKey(TenantId tenant, int generation) {
        return new WrappedKey(
                WrappedKey.Purpose.TENANT, tenant, generation, "k1", new byte[] {1, 2, (byte) generation});
    }

    Account account(TenantId tenant, String name) {
        return new Account(
                new AccountId(id()),
                tenant,
                AccountNames.of(new UserName(name)),
                AccountKind.PERSONAL,
                Standing.NEW,
                Account.Labels.NONE,
                1);
    }

    Account addAccount(TenantId tenant, String name) {
        return addAccount(account(tenant, name), null);
    }

    Account addAccount(Account account, @Nullable AccountId successorOf) {
        done(accountChanges.add(account, new PasswordHash("hash"), successorOf, record()));
        return read(account.id());
    }

    Account read(AccountId id) {
        return Objects.requireNonNull(accounts.find(id)).account();
    }

    void hold(AccountId id, boolean held) {
        Account account = read(id);
        Standing standing = new Standing(true, null, held);
        done(accountChanges.change(
                new Account(
                        id,
                        account.tenant(),
                        account.names(),
                        account.kind(),
                        standing,
                        account.labels(),
                        account.revision()),
                null,
                List.of(record())));
    }

    void hold(Tenant tenant, boolean held) {
        Tenant now = read(tenant.id());
        done(tenantChanges.change(
                new Tenant(now.id(), now.names(), now.publicUrl(), now.settings(), held, now.revision()),
                List.of(record())));
    }

    /** Counts the backups of a tenant in any state, as somebody does who agrees to destroy them. */
    long backupsOf(TenantId tenant) {
        return transactions.read(connection ->
                Sql.number(connection, "select count(*) from backup where tenant = ?", (Object) tenant.bytes()));
    }

    static void done(ChangeOutcome outcome) {
        if (outcome != ChangeOutcome.DONE) {
            throw new AssertionError("was " + outcome);
        }
    }

    /** Stores a live backup of 100 sealed bytes, uploaded now. */
    Handle backup(TenantId tenant, @Nullable AccountId owner) {
        Handle handle = new Handle(id());
        byte[] lookup = lookup(handle, 1);
        long now = clock.seconds();
        update("""
                insert into backup (handle, tenant, lookup, revision, newest, owner, state, uploaded_clock)
                values (?, ?, ?, 1, 1, ?, 'live', ?)
                """, handle.bytes(), tenant.bytes(), lookup, owner == null ? null : owner.bytes(), now);
        blob(tenant, handle, 1, owner);
        update("update tenant set live_backups = live_backups + 1 where id = ?", (Object) tenant.bytes());
        return handle;
    }

    /** Uploads again: what was current becomes a version. */
    void replace(TenantId tenant, Handle handle, @Nullable AccountId owner) {
        long revision = number("select newest from backup where handle = ?", handle) + 1;
        update(
                "update revision set replaced_at = ?, replaced_clock = ?, reason = 'replaced' where handle = ? and replaced_at is null",
                wall,
                clock.seconds(),
                handle.bytes());
        blob(tenant, handle, revision, owner);
        update(
                "update backup set revision = ?, newest = ?, lookup = ?, owner = ?, uploaded_clock = ? where handle = ?",
                revision,
                revision,
                lookup(handle, revision),
                owner == null ? null : owner.bytes(),
                clock.seconds(),
                handle.bytes());
    }

    /** Does what a phone's delete does. */
    void delete(Handle handle) {
        update(
                "update backup set state = 'trashed', trashed_clock = ?, trashed_at = ? where handle = ?",
                clock.seconds(),
                wall,
                handle.bytes());
        update(
                "update tenant set live_backups = live_backups - 1 where id = (select tenant from backup where handle = ?)",
                (Object) handle.bytes());
    }

    private void blob(TenantId tenant, Handle handle, long revision, @Nullable AccountId owner) {
        update(
                """
                insert into revision (handle, revision, tenant, generation, lookup, owner, uploaded_at, uploaded_clock, bytes, sha256, mac)
                values (?, ?, ?, 1, ?, ?, ?, ?, 100, ?, ?)
                """,
                handle.bytes(),
                revision,
                tenant.bytes(),
                lookup(handle, revision),
                owner == null ? null : owner.bytes(),
                wall,
                clock.seconds(),
                new byte[32],
                new byte[32]);
        update(
                "insert into sealed (handle, revision, bytes) values (?, ?, ?)",
                handle.bytes(),
                revision,
                new byte[100]);
        update("update tenant set sealed_bytes = sealed_bytes + 100 where id = ?", (Object) tenant.bytes());
    }

    static byte[] lookup(Handle handle, long revision) {
        byte[] lookup = new byte[32];
        System.arraycopy(handle.bytes(), 0, lookup, 0, 16);
        lookup[31] = (byte) revision;
        return lookup;
    }

    void update(String sql, @Nullable Object... parameters) {
        transactions.write(connection -> Sql.update(connection, sql, parameters));
    }

    long number(String sql, Handle handle) {
        return transactions.read(connection -> Sql.number(connection, sql, (Object) handle.bytes()));
    }

    long number(String sql) {
        return transactions.read(connection -> Sql.number(connection, sql));
    }

    /** Says whether the counters of every tenant are what counting gives. */
    boolean countersAreRight() {
        return number("""
                        select count(*) from tenant t
                        where live_backups <> (select count(*) from backup b where b.tenant = t.id and b.state = 'live')
                            or sealed_bytes <> (select coalesce(sum(bytes), 0) from revision v where v.tenant = t.id)
                        """) == 0;
    }

    @Override
    public void close() throws java.sql.SQLException {
        transactions.close();
    }
}
