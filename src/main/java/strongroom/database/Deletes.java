package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.TenantId;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.sealing.Digest;
import strongroom.sealing.SealedRows.Head.State;

/** A phone's delete, within one transaction. */
final class Deletes {

    private final AuditAppender audit;

    Deletes(AuditAppender audit) {
        this.audit = audit;
    }

    DeleteOutcome delete(
            Connection connection, TenantId tenant, List<Digest> lookups, @Nullable AccountId account, Instant now)
            throws SQLException {
        TenantLimits limits = TenantLimits.find(connection, tenant);
        Current current = Current.find(connection, tenant, lookups);
        if (limits == null || current == null) {
            return new DeleteOutcome.Absent();
        }
        Claim claim = Claim.of(connection, current.owner(), account);
        boolean isOthers = claim == Claim.FOREIGN || claim == Claim.ORPHANED;
        if (isOthers && limits.isStrict()) {
            return new DeleteOutcome.NotOwner();
        }
        if (current.state() == State.TRASHED) {
            return new DeleteOutcome.AlreadyDeleted();
        }
        if (account != null && isFinal(connection, current, account)) {
            long bytes = BackupRows.blobs(connection, current.handle()).bytes();
            BackupRows.delete(connection, current.handle());
            BackupRows.count(connection, tenant, current.state() == State.LIVE ? -1 : 0, -bytes);
        } else {
            trash(connection, current, account, now);
        }
        if (account != null) {
            Sql.update(connection, "update account set last_delete_at = ? where id = ?", now, account.bytes());
        }
        if (account != null && isOthers) {
            AuditEvent event =
                    new AuditEvent.BackupDeletedByOther(current.handle().value(), current.owner(), account);
            audit.append(connection, new AuditRecord(now, new Actor.Phone(account), event));
        }
        return new DeleteOutcome.Deleted();
    }

    private static void trash(Connection connection, Current current, @Nullable AccountId account, Instant now)
            throws SQLException {
        Sql.update(
                connection,
                """
                update backup set state = 'trashed', trashed_clock = (select seconds from retention_clock), trashed_at = ?,
                    trashed_by = ?, swept = 0
                where handle = ?""",
                now,
                account == null ? null : account.bytes(),
                current.handle().bytes());
        TenantId tenant = current.head().row().place().tenant();
        BackupRows.count(connection, tenant, current.state() == State.LIVE ? -1 : 0, 0);
    }

    /**
     * A probe's delete removes for good what nobody but it ever wrote, or every check by a monitor would fill the trash. Who wrote is
     * known of the blobs that are there; where one of all that ever were is gone, it may have been another's.
     */
    private static boolean isFinal(Connection connection, Current current, AccountId account) throws SQLException {
        String kind = Sql.first(
                connection, "select kind from account where id = ?", row -> row.getString(1), (Object) account.bytes());
        return Words.of(AccountKind.PROBE).equals(kind)
                && account.equals(current.owner())
                && Sql.number(
                                connection,
                                "select count(*) from revision where handle = ? and (owner is null or owner <> ?)",
                                current.handle().bytes(),
                                account.bytes())
                        == 0
                && Sql.number(connection, "select count(*) from revision where handle = ?", (Object)
                                current.handle().bytes())
                        == current.head().newest()
                && !current.isHeld(connection);
    }
}
