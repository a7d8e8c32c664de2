package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.Offboarding;
import strongroom.admin.OffboardingChanges;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decision.OnUploads;

/** Decides about people who leave. Every method looks first and writes only if all of it will be written. */
final class JdbcOffboardings implements OffboardingChanges {

    private final Transactions transactions;
    private final SettingsChanges settings;

    JdbcOffboardings(Transactions transactions, AuditAppender audit, SettingsRevision revision) {
        this.transactions = transactions;
        settings = new SettingsChanges(transactions, audit, revision);
    }

    @Override
    public @Nullable Offboarding find(AccountId account) {
        return transactions.<@Nullable Offboarding>read(connection -> {
            OffboardingRows.Row row = OffboardingRows.find(connection, account);
            return row == null ? null : row.offboarding();
        });
    }

    @Override
    public List<Offboarding> due(Instant now) {
        return transactions.read(connection -> Sql.list(connection, """
                select o.* from offboarding o join account a on a.id = o.account join tenant t on t.id = a.tenant
                where o.done_at is null and o.due_at <= ? and t.removed_at is null order by o.due_at, o.account
                """, OffboardingRows::offboarding, now));
    }

    @Override
    public ChangeOutcome begin(Offboarding offboarding, AuditRecord record) {
        return settings.change(record, connection -> {
            AccountId id = offboarding.account();
            if (!isThere(connection, id)) {
                return ChangeOutcome.OUTDATED;
            }
            OffboardingRows.Row before = OffboardingRows.find(connection, id);
            boolean isDetached = before != null && before.offboarding().terms().keepId();
            if (isDetached && !offboarding.terms().keepId()) {
                return ChangeOutcome.OUTDATED;
            }
            if (offboarding.terms().backups() != Offboarding.Backups.KEEP && BelongingRows.isHeld(connection, id)) {
                return ChangeOutcome.HELD;
            }
            boolean isPending = before != null && before.offboarding().doneAt() == null;
            Decision decided = decided(connection, id);
            Instant expires = expires(connection, id);
            OffboardingRows.Row pending = isPending ? before : null;
            OffboardingRows.Row row = row(offboarding, pending, expires, decided.uploads());
            OffboardingRows.replace(connection, row);
            setUploads(connection, id, decided, OnUploads.REFUSE);
            setExpires(connection, id, earlier(row.expiresBefore(), offboarding.dueAt()));
            return ChangeOutcome.DONE;
        });
    }

    @Override
    public ChangeOutcome cancel(AccountId account, AuditRecord record) {
        return settings.change(record, connection -> {
            OffboardingRows.Row row = OffboardingRows.find(connection, account);
            if (row == null || row.offboarding().doneAt() != null) {
                return ChangeOutcome.OUTDATED;
            }
            Instant set = earlier(row.expiresBefore(), row.offboarding().dueAt());
            if (set.equals(expires(connection, account))) {
                setExpires(connection, account, row.expiresBefore());
            }
            Decision decided = decided(connection, account);
            if (decided.uploads() == OnUploads.REFUSE) {
                setUploads(connection, account, decided, row.uploadsBefore());
            }
            OffboardingRows.delete(connection, account);
            return ChangeOutcome.DONE;
        });
    }

    @Override
    public ChangeOutcome complete(AccountId account, AuditRecord record) {
        return settings.change(record, connection -> {
            OffboardingRows.Row row = OffboardingRows.find(connection, account);
            if (row == null
                    || !row.offboarding().isDue(record.at())
                    || BelongingRows.isLeft(
                            connection, account, row.offboarding().terms().backups())) {
                return ChangeOutcome.OUTDATED;
            }
            Sql.update(
                    connection, "update offboarding set done_at = ? where account = ?", record.at(), account.bytes());
            return ChangeOutcome.DONE;
        });
    }

    /** What somebody has set since the decision before is what a cancellation brings back, and is never prolonged. */
    private static OffboardingRows.Row row(
            Offboarding offboarding,
            OffboardingRows.@Nullable Row pending,
            @Nullable Instant expires,
            OnUploads uploads) {
        if (pending == null) {
            return new OffboardingRows.Row(offboarding, expires, uploads);
        }
        Instant ours = earlier(pending.expiresBefore(), pending.offboarding().dueAt());
        return new OffboardingRows.Row(
                offboarding,
                ours.equals(expires) ? pending.expiresBefore() : expires,
                uploads == OnUploads.REFUSE ? pending.uploadsBefore() : uploads);
    }

    private static boolean isThere(Connection connection, AccountId account) throws SQLException {
        return Sql.number(connection, """
                        select count(*) from account a join tenant t on t.id = a.tenant
                        where a.id = ? and a.removed_at is null and t.removed_at is null
                        """, (Object) account.bytes()) == 1;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant expires(Connection connection, AccountId account) throws SQLException {
        Account found = Sql.first(
                connection, "select * from account where id = ?", AccountRows::account, (Object) account.bytes());
        return found == null ? null : found.standing().expiresAt();
    }

    private static void setExpires(Connection connection, AccountId account, @Nullable Instant expires)
            throws SQLException {
        Sql.update(
                connection,
                "update account set expires_at = ?, revision = revision + 1 where id = ?",
                expires,
                account.bytes());
    }

    private static void setUploads(Connection connection, AccountId account, Decision decided, OnUploads uploads)
            throws SQLException {
        TenantId tenant = BelongingRows.tenant(connection, account);
        EnforcementRows.write(connection, tenant, account, new Decision(uploads, decided.reads()));
    }

    private static Decision decided(Connection connection, AccountId account) throws SQLException {
        return EnforcementRows.of(connection, BelongingRows.tenant(connection, account), account);
    }
}
