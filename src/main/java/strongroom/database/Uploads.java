package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.sealing.Digest;
import strongroom.sealing.SealedRow;
import strongroom.sealing.SealedRows.Expected;
import strongroom.sealing.SealedRows.Head.State;
import strongroom.sealing.SealedRows.StoreOutcome;

/** Storing and renewing, each within one transaction. Everything is decided before anything is changed. */
final class Uploads {

    private final Engine engine;
    private final Admission admission;
    private final AuditAppender audit;

    Uploads(Engine engine, AuditAppender audit) {
        this.engine = engine;
        this.admission = new Admission(engine);
        this.audit = audit;
    }

    /**
     * What a phone uploads.
     *
     * @param platform of the phone, null if it does not show
     */
    record Upload(SealedRow row, @Nullable String platform) {}

    StoreOutcome store(
            Connection connection, Upload upload, byte[] sealed, List<Digest> lookups, @Nullable Expected expected)
            throws SQLException {
        SealedRow row = upload.row();
        TenantId tenant = row.place().tenant();
        TenantLimits limits = TenantLimits.find(connection, tenant);
        Current current = Current.find(connection, tenant, lookups);
        if (limits == null || !isNewestGeneration(connection, row) || !matches(current, row, expected)) {
            return new StoreOutcome.Outdated();
        }
        if (hasLeft(connection, row)) {
            return new StoreOutcome.NotOwner();
        }
        if (current == null) {
            return create(connection, upload, sealed, limits);
        }
        Claim claim = Claim.of(connection, current.owner(), row.owner());
        if (claim == Claim.FOREIGN && limits.isStrict()) {
            return new StoreOutcome.NotOwner();
        }
        return replace(connection, upload, sealed, limits, current, claim);
    }

    StoreOutcome renew(Connection connection, Upload upload, Expected expected) throws SQLException {
        SealedRow row = upload.row();
        SealedRow.Place place = row.place();
        TenantLimits limits = TenantLimits.find(connection, place.tenant());
        Current current = Current.find(connection, place.tenant(), place.handle());
        if (limits == null
                || current == null
                || !current.is(expected)
                || current.state() != State.LIVE
                || !isNewestGeneration(connection, row)
                || !isSameBlob(current.head().row(), row)) {
            return new StoreOutcome.Outdated();
        }
        Claim claim = Claim.of(connection, current.owner(), row.owner());
        if ((claim == Claim.FOREIGN && limits.isStrict()) || hasLeft(connection, row)) {
            return new StoreOutcome.NotOwner();
        }
        if (engine.lacksSpace(connection)) {
            return new StoreOutcome.NoSpace();
        }
        Writing writing = writing(current, upload, claim);
        Sql.update(
                connection,
                "update revision set uploaded_at = ?, uploaded_clock = ?, owner = ?, mac = ? where handle = ? and revision = ?",
                row.uploaded().at(),
                row.uploaded().clockSeconds(),
                bytes(row.owner()),
                row.seal().mac().bytes(),
                place.handle().bytes(),
                place.revision());
        Sql.update(
                connection,
                """
                update backup set uploaded_clock = ?, owner = ?, writer = ?, turned_at = ?, turned_before_at = ?
                where handle = ?""",
                row.uploaded().clockSeconds(),
                bytes(ownerAfter(current, row)),
                writing.writer(),
                writing.turnedAt(),
                writing.turnedBeforeAt(),
                place.handle().bytes());
        noteUpload(connection, upload, current, claim);
        return new StoreOutcome.Replaced();
    }

    /** A slow upload may have been let in before its account left. */
    private static boolean hasLeft(Connection connection, SealedRow row) throws SQLException {
        AccountId by = row.owner();
        return by != null
                && OffboardingRows.hasLeft(connection, by, row.uploaded().at());
    }

    private StoreOutcome create(Connection connection, Upload upload, byte[] sealed, TenantLimits limits)
            throws SQLException {
        SealedRow row = upload.row();
        StoreOutcome refusal =
                admission.refusal(connection, row, limits, true, row.seal().bytes());
        if (refusal != null) {
            return refusal;
        }
        SealedRow.Place place = row.place();
        Sql.update(
                connection,
                """
                insert into backup (handle, tenant, lookup, revision, newest, owner, state, uploaded_clock, writer)
                values (?, ?, ?, ?, ?, ?, 'live', ?, ?)""",
                place.handle().bytes(),
                place.tenant().bytes(),
                row.seal().lookup().bytes(),
                place.revision(),
                place.revision(),
                bytes(row.owner()),
                row.uploaded().clockSeconds(),
                upload.platform());
        insert(connection, row, sealed);
        BackupRows.count(connection, place.tenant(), 1, row.seal().bytes());
        noteUpload(connection, upload, null, Claim.OWN);
        return new StoreOutcome.Created();
    }

    private StoreOutcome replace(
            Connection connection, Upload upload, byte[] sealed, TenantLimits limits, Current current, Claim claim)
            throws SQLException {
        SealedRow row = upload.row();
        List<Versions.Version> pruned = pruned(connection, row, limits, current, claim);
        long freed = pruned.stream().mapToLong(Versions.Version::bytes).sum();
        boolean isComingBack = current.state() == State.TRASHED;
        StoreOutcome refusal = admission.refusal(
                connection, row, limits, isComingBack, row.seal().bytes() - freed);
        if (refusal != null) {
            return refusal;
        }
        Stored.makeVersion(connection, current, reason(current, claim), row.uploaded());
        insert(connection, row, sealed);
        makeCurrent(connection, row, ownerAfter(current, row), writing(current, upload, claim));
        for (Versions.Version version : pruned) {
            Stored.remove(connection, current.handle(), version.revision());
        }
        boolean wasLive = current.state() == State.LIVE;
        BackupRows.count(
                connection, row.place().tenant(), wasLive ? 0 : 1, row.seal().bytes() - freed);
        noteUpload(connection, upload, current, claim);
        return wasLive ? new StoreOutcome.Replaced() : new StoreOutcome.Created();
    }

    private static void makeCurrent(Connection connection, SealedRow row, @Nullable AccountId owner, Writing writing)
            throws SQLException {
        Sql.update(
                connection,
                """
                update backup set lookup = ?, revision = ?, newest = ?, owner = ?, state = 'live', uploaded_clock = ?,
                    trashed_clock = null, trashed_at = null, trashed_by = null, swept = 0,
                    writer = ?, turned_at = ?, turned_before_at = ?
                where handle = ?""",
                row.seal().lookup().bytes(),
                row.place().revision(),
                row.place().revision(),
                bytes(owner),
                row.uploaded().clockSeconds(),
                writing.writer(),
                writing.turnedAt(),
                writing.turnedBeforeAt(),
                row.place().handle().bytes());
    }

    /** An account that was removed cannot write any more, so who follows it is no second phone. */
    private static Writing writing(Current current, Upload upload, Claim claim) {
        return current.writing()
                .after(
                        upload.platform(),
                        claim == Claim.FOREIGN,
                        upload.row().uploaded().at());
    }

    private static List<Versions.Version> pruned(
            Connection connection, SealedRow row, TenantLimits limits, Current current, Claim claim)
            throws SQLException {
        if (current.isHeld(connection)) {
            return List.of();
        }
        SealedRow replaced = current.head().row();
        return Versions.superfluous(
                Stored.versions(connection, row.place().handle()),
                new Versions.Version(
                        current.revision(),
                        replaced.uploaded().clockSeconds(),
                        reason(current, claim),
                        replaced.seal().bytes()),
                limits.versions());
    }

    private static Versions.Reason reason(Current current, Claim claim) {
        return switch (current.state()) {
            case DAMAGED -> Versions.Reason.DAMAGED;
            // Whatever state it is in: what another account replaces is kept for the full time.
            case TRASHED -> claim != Claim.OWN ? Versions.Reason.OWNER : Versions.Reason.TRASHED;
            case LIVE -> claim != Claim.OWN ? Versions.Reason.OWNER : Versions.Reason.REPLACED;
        };
    }

    static boolean isNewestGeneration(Connection connection, SealedRow row) throws SQLException {
        // Only tenant keys name a tenant.
        return Sql.number(
                        connection,
                        "select coalesce(max(generation), 0) from wrapped_key where tenant = (select ?)",
                        (Object) row.place().tenant().bytes())
                == row.seal().generation();
    }

    private static boolean matches(@Nullable Current current, SealedRow row, @Nullable Expected expected) {
        if (current == null) {
            return expected == null;
        }
        return current.is(expected)
                && row.place().handle().equals(current.handle())
                && row.place().revision() > current.head().newest();
    }

    private static boolean isSameBlob(SealedRow stored, SealedRow row) {
        return stored.place().equals(row.place())
                && stored.seal().generation() == row.seal().generation()
                && stored.seal().lookup().equals(row.seal().lookup())
                && stored.seal().bytes() == row.seal().bytes()
                && stored.seal().sha256().equals(row.seal().sha256());
    }

    private static void insert(Connection connection, SealedRow row, byte[] sealed) throws SQLException {
        Sql.update(
                connection,
                """
                insert into revision (handle, revision, tenant, generation, lookup, owner, uploaded_at, uploaded_clock, bytes, sha256, mac)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                row.place().handle().bytes(),
                row.place().revision(),
                row.place().tenant().bytes(),
                row.seal().generation(),
                row.seal().lookup().bytes(),
                bytes(row.owner()),
                row.uploaded().at(),
                row.uploaded().clockSeconds(),
                row.seal().bytes(),
                row.seal().sha256().bytes(),
                row.seal().mac().bytes());
        Sql.update(
                connection,
                "insert into sealed (handle, revision, bytes) values (?, ?, ?)",
                row.place().handle().bytes(),
                row.place().revision(),
                sealed);
    }

    private void noteUpload(Connection connection, Upload upload, @Nullable Current current, Claim claim)
            throws SQLException {
        SealedRow row = upload.row();
        AccountId by = row.owner();
        if (by == null) {
            return;
        }
        Sql.update(
                connection,
                "update account set last_upload_at = ?, platform = coalesce(?, platform) where id = ?",
                row.uploaded().at(),
                upload.platform(),
                by.bytes());
        if (current != null && claim != Claim.OWN) {
            AuditEvent event =
                    new AuditEvent.BackupOwnerChanged(row.place().handle().value(), current.owner(), by);
            audit.append(connection, new AuditRecord(row.uploaded().at(), new Actor.Phone(by), event));
        }
    }

    /** An upload on an open login leaves the owner as it is. */
    private static @Nullable AccountId ownerAfter(Current current, SealedRow row) {
        return row.owner() == null ? current.owner() : row.owner();
    }

    private static byte @Nullable [] bytes(@Nullable AccountId account) {
        return account == null ? null : account.bytes();
    }
}
