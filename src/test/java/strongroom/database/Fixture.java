package strongroom.database;

import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.sealing.Digest;
import strongroom.sealing.SealedRow;
import strongroom.sealing.SealedRows;

/** A store with one tenant, and what tests do to it beside the port. */
final class Fixture implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random = new SplittableRandom(7);
    private final StoreThreads threads;
    private final Runnable closing;
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final SealedRows rows;
    private final TenantId tenant;
    private Instant now = START;

    /** What is uploaded: a row and its bytes. */
    static final class Upload {

        private final SealedRow row;
        private final byte[] sealed;
        private final List<Digest> lookups;

        Upload(SealedRow row, byte[] sealed, List<Digest> lookups) {
            this.row = row;
            this.sealed = sealed;
            this.lookups = lookups;
        }

        SealedRow row() {
            return row;
        }

        byte[] sealed() {
            return sealed;
        }

        List<Digest> lookups() {
            return lookups;
        }
    }

    /** Opens a migrated store; {@code closing} closes what the engine holds. */
    Fixture(Engine engine, Runnable closing) {
        this.closing = closing;
        threads = new StoreThreads(engine, new FailStop(() -> {}), 2, Patience.DEFAULT);
        threads.start();
        InstantSource time = () -> now;
        rows = new JdbcSealedRows(threads, engine, this::append, time);
        tenant = addTenant();
    }

    private void append(Connection connection, AuditRecord record) {
        events.add(record.event());
    }

    SealedRows rows() {
        return rows;
    }

    TenantId tenant() {
        return tenant;
    }

    Transactions transactions() {
        return threads;
    }

    List<AuditEvent> events() {
        return List.copyOf(events);
    }

    TenantId addTenant() {
        TenantId id = TenantId.random(random);
        change("""
                insert into tenant (id, login, restore_login, ownership, retention_days, max_backup_bytes, grace_days, trash_days,
                    versions, version_days, held, revision)
                values (?, 'required', 'open', 'follow', 180, 2097152, 60, 30, 3, 7, 0, 1)""", (Object) id.bytes());
        addGeneration(id, 1);
        return id;
    }

    void addGeneration(TenantId tenant, int generation) {
        change(
                "insert into wrapped_key (purpose, tenant, generation, keyring_id, wrapped) values ('tenant', ?, ?, 'k1', ?)",
                tenant.bytes(),
                generation,
                new byte[] {1});
    }

    AccountId addAccount(String kind) {
        AccountId id = AccountId.random(random);
        change("""
                insert into account (id, tenant, name, folded, kind, enabled, held, tags, revision, password)
                values (?, ?, ?, ?, ?, 1, 0, '', 1, 'x')""", id.bytes(), tenant.bytes(), id.toString(), id.toString(), kind);
        return id;
    }

    void removeAccount(AccountId account, @Nullable AccountId successor) {
        change(
                "update account set removed_at = 1, successor = ? where id = ?",
                successor == null ? null : successor.bytes(),
                account.bytes());
    }

    void change(String sql, @Nullable Object... parameters) {
        threads.write(connection -> Sql.update(connection, sql, parameters));
    }

    long number(String sql, @Nullable Object... parameters) {
        return threads.read(connection -> Sql.number(connection, sql, parameters));
    }

    void setClock(long seconds) {
        now = START.plusSeconds(seconds);
        change("update retention_clock set seconds = ?", seconds);
    }

    /** The wall clock as the next upload will have it. */
    Instant now() {
        return now;
    }

    /** Waits until the notes made before have been written: what is written is written in order. */
    void awaitNotes() {
        threads.write(connection -> true);
    }

    Upload upload(Handle handle, long revision, @Nullable AccountId owner, int id) {
        return upload(handle, revision, owner, id, 100, 1);
    }

    /** An upload for the backup ID that {@code id} stands for. */
    Upload upload(Handle handle, long revision, @Nullable AccountId owner, int id, int bytes, int generation) {
        byte[] sealed = new byte[bytes];
        random.nextBytes(sealed);
        SealedRow.Seal seal =
                new SealedRow.Seal(generation, lookup(id, generation), bytes, randomDigest(), randomDigest());
        SealedRow.Stamp stamp = new SealedRow.Stamp(now, rows.clockSeconds());
        return new Upload(
                new SealedRow(new SealedRow.Place(tenant, handle, revision), stamp, owner, seal), sealed, lookups(id));
    }

    Handle newHandle() {
        return Handle.random(random);
    }

    /** Stores an upload as a caller does who has just looked. */
    SealedRows.StoreOutcome put(@Nullable AccountId owner, int id) {
        return put(owner, id, 100);
    }

    SealedRows.StoreOutcome put(@Nullable AccountId owner, int id, int bytes) {
        return put(owner, id, bytes, null);
    }

    /** Stores an upload from a phone of that platform. */
    SealedRows.StoreOutcome put(@Nullable AccountId owner, int id, int bytes, @Nullable String platform) {
        SealedRows.Head head = rows.head(tenant, lookups(id));
        Handle handle = head == null ? newHandle() : head.row().place().handle();
        long revision = head == null ? 1 : head.newest() + 1;
        Upload upload = upload(handle, revision, owner, id, bytes, 1);
        return rows.store(upload.row(), upload.sealed(), upload.lookups(), expected(head), platform);
    }

    SealedRows.@Nullable Head head(int id) {
        return rows.head(tenant, lookups(id));
    }

    static SealedRows.@Nullable Expected expected(SealedRows.@Nullable Head head) {
        return head == null
                ? null
                : new SealedRows.Expected(
                        head.row().place().handle(), head.row().place().revision());
    }

    /** The lookups of an ID under two generations. */
    static List<Digest> lookups(int id) {
        return List.of(lookup(id, 2), lookup(id, 1));
    }

    static Digest lookup(int id, int generation) {
        byte[] bytes = new byte[Digest.BYTES];
        bytes[0] = (byte) id;
        bytes[1] = (byte) (id >> 8);
        bytes[2] = (byte) generation;
        return Digest.of(bytes);
    }

    Digest randomDigest() {
        byte[] bytes = new byte[Digest.BYTES];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    @Override
    public void close() {
        threads.close();
        closing.run();
    }
}
