package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.backup.Handle;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.Digest;
import strongroom.sealing.SealedRow;
import strongroom.sealing.SealedRows;

/** {@link SealedRows} on {@link Transactions}. */
final class JdbcSealedRows implements SealedRows {

    private final Transactions transactions;
    private final Engine engine;
    private final AuditAppender audit;
    private final InstantSource time;
    private final Uploads uploads;
    private final Deletes deletes;

    JdbcSealedRows(Transactions transactions, Engine engine, AuditAppender audit, InstantSource time) {
        this.transactions = transactions;
        this.engine = engine;
        this.audit = audit;
        this.time = time;
        this.uploads = new Uploads(engine, audit);
        this.deletes = new Deletes(audit);
    }

    @Override
    public @Nullable Head head(TenantId tenant, List<Digest> lookups) {
        Current current = transactions.<@Nullable Current>read(connection -> Current.find(connection, tenant, lookups));
        return current == null ? null : current.head();
    }

    @Override
    public boolean isAnothers(TenantId tenant, List<Digest> lookups, AccountId account) {
        return transactions.read(connection -> {
            Current current = Current.find(connection, tenant, lookups);
            return current != null && Claim.of(connection, current.owner(), account) == Claim.FOREIGN;
        });
    }

    @Override
    public byte @Nullable [] bytes(SealedRow.Place place) {
        return transactions.<byte @Nullable []>read(connection -> Sql.first(
                connection,
                """
                select s.bytes from sealed s join revision r on r.handle = s.handle and r.revision = s.revision
                where r.tenant = (select ?) and r.handle = (select ?) and r.revision = (select ?)""",
                row -> row.getBytes(1),
                place.tenant().bytes(),
                place.handle().bytes(),
                place.revision()));
    }

    @Override
    public StoreOutcome store(
            SealedRow row,
            byte[] sealed,
            List<Digest> lookups,
            @Nullable Expected expected,
            @Nullable String platform) {
        Uploads.Upload upload = new Uploads.Upload(row, platform);
        return orNoSpace(sealed.length, connection -> uploads.store(connection, upload, sealed, lookups, expected));
    }

    @Override
    public StoreOutcome renew(SealedRow row, Expected expected, @Nullable String platform) {
        Uploads.Upload upload = new Uploads.Upload(row, platform);
        return orNoSpace(0, connection -> uploads.renew(connection, upload, expected));
    }

    /** A transaction that found no room did not happen: that is known, and has an answer of its own. */
    private StoreOutcome orNoSpace(int bytes, Transactions.Work<StoreOutcome> work) {
        try {
            return transactions.write(bytes, work);
        } catch (StoreUnavailable failure) {
            if (failure.getCause() instanceof SQLException cause && engine.fault(cause) == Engine.Fault.FULL) {
                return new StoreOutcome.NoSpace();
            }
            throw failure;
        }
    }

    @Override
    public void move(SealedRow before, SealedRow after, byte[] sealed) {
        if (!before.place().equals(after.place())) {
            throw new IllegalArgumentException("a move cannot change which blob it is");
        }
        transactions.write(sealed.length, connection -> {
            move(connection, before, after, sealed);
            return true;
        });
    }

    private static void move(Connection connection, SealedRow before, SealedRow after, byte[] sealed)
            throws SQLException {
        SealedRow.Place place = before.place();
        Current current = Current.find(connection, place.tenant(), place.handle());
        if (current == null
                || current.state() != Head.State.LIVE
                || !current.head().row().equals(before)
                || !Uploads.isNewestGeneration(connection, after)) {
            // A key that is not the newest may be removed while the move waits, and would take the only copy with it.
            return;
        }
        SealedRow.Seal seal = after.seal();
        Sql.update(
                connection,
                """
                update revision set generation = ?, lookup = ?, bytes = ?, sha256 = ?, mac = ? where handle = ? and revision = ?""",
                seal.generation(),
                seal.lookup().bytes(),
                seal.bytes(),
                seal.sha256().bytes(),
                seal.mac().bytes(),
                place.handle().bytes(),
                place.revision());
        Sql.update(
                connection,
                "update sealed set bytes = ? where handle = ? and revision = ?",
                sealed,
                place.handle().bytes(),
                place.revision());
        Sql.update(
                connection,
                "update backup set lookup = ? where handle = ?",
                seal.lookup().bytes(),
                place.handle().bytes());
        BackupRows.count(
                connection, place.tenant(), 0, seal.bytes() - before.seal().bytes());
    }

    @Override
    public DeleteOutcome delete(TenantId tenant, List<Digest> lookups, @Nullable AccountId account) {
        return transactions.write(connection -> deletes.delete(connection, tenant, lookups, account, time.instant()));
    }

    @Override
    public void quarantine(SealedRow.Place place) {
        transactions.write(connection -> {
            if (mark(connection, place)) {
                AuditEvent event =
                        new AuditEvent.BackupQuarantined(place.handle().value(), place.revision());
                audit.append(connection, new AuditRecord(time.instant(), new Actor.Server(), event));
            }
            return true;
        });
    }

    /** Marks a live blob or a version; one in the trash is not served and keeps its state. */
    private static boolean mark(Connection connection, SealedRow.Place place) throws SQLException {
        int live = Sql.update(
                connection,
                "update backup set state = 'damaged' where tenant = ? and handle = ? and revision = ? and state = 'live'",
                place.tenant().bytes(),
                place.handle().bytes(),
                place.revision());
        BackupRows.count(connection, place.tenant(), -live, 0);
        int version = Sql.update(
                connection, """
                update revision set reason = 'damaged'
                where tenant = ? and handle = ? and revision = ? and reason is not null and reason <> 'damaged'""", place.tenant().bytes(), place.handle().bytes(), place.revision());
        return live + version > 0;
    }

    @Override
    public void noteRead(Handle handle) {
        transactions.writeLater(connection -> {
            noteRead(connection, handle, time.instant());
            return true;
        });
    }

    private static void noteRead(Connection connection, Handle handle, Instant now) throws SQLException {
        int noted = Sql.update(connection, """
                update backup set read_at = ?, read_clock = (select seconds from retention_clock)
                where handle = ? and state = 'live'
                and (read_clock is null or read_clock + ? <= (select seconds from retention_clock))""", now, handle.bytes(), Current.READS_APART_SECONDS);
        if (noted > 0) {
            Sql.update(
                    connection,
                    "update account set last_read_at = ? where id = (select owner from backup where handle = ?)",
                    now,
                    handle.bytes());
        }
    }

    @Override
    public List<SealedRow> page(SealedRow.@Nullable Place after, int most) {
        return transactions.read(connection -> Sql.list(
                connection,
                """
                select handle, revision, tenant, owner as blob_owner, uploaded_at, uploaded_clock, generation, lookup, bytes, sha256, mac
                from revision where (handle, revision) > (?, ?) order by handle, revision limit ?""",
                Current::blob,
                after == null ? new byte[0] : after.handle().bytes(),
                after == null ? 0L : after.revision(),
                most));
    }

    @Override
    public long clockSeconds() {
        return transactions.read(connection -> Sql.number(connection, "select seconds from retention_clock"));
    }
}
