package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Announcement;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.admin.TenantChanges;
import strongroom.audit.AuditRecord;
import strongroom.credential.PasswordHash;
import strongroom.sealing.WrappedKey;

/** Changes tenants. Every method looks first and writes only if all of it will be written. */
final class JdbcTenantChanges implements TenantChanges {

    private final Transactions transactions;
    private final SettingsChanges settings;

    JdbcTenantChanges(Transactions transactions, AuditAppender audit, SettingsRevision revision) {
        this.transactions = transactions;
        settings = new SettingsChanges(transactions, audit, revision);
    }

    @Override
    public boolean isInitialised() {
        return transactions.read(JdbcTenantChanges::isInitialised);
    }

    private static boolean isInitialised(Connection connection) throws SQLException {
        return Sql.number(connection, "select count(*) from tenant") > 0
                || Sql.number(connection, "select count(*) from wrapped_key") > 0;
    }

    @Override
    public void initialise(
            Tenant tenant, Account account, PasswordHash password, List<WrappedKey> keys, AuditRecord record) {
        boolean done = settings.changeIf(record, connection -> {
            if (isInitialised(connection)) {
                return false;
            }
            for (WrappedKey key : keys) {
                KeyRows.insert(connection, key);
            }
            TenantRows.insert(connection, tenant);
            announce(connection, tenant, record);
            AccountRows.insert(connection, account, password);
            return true;
        });
        if (!done) {
            throw new IllegalStateException("a store cannot be set up twice");
        }
    }

    @Override
    public ChangeOutcome add(Tenant tenant, WrappedKey key, AuditRecord record) {
        return settings.change(record, connection -> {
            if (TenantRows.isTaken(connection, tenant)) {
                return ChangeOutcome.NAME_TAKEN;
            }
            TenantRows.insert(connection, tenant);
            announce(connection, tenant, record);
            KeyRows.insert(connection, key);
            return ChangeOutcome.DONE;
        });
    }

    @Override
    public ChangeOutcome change(Tenant tenant, List<AuditRecord> records) {
        return settings.change(records, connection -> {
            Announcement before = announced(connection, tenant);
            if (before == null) {
                return ChangeOutcome.OUTDATED;
            }
            if (TenantRows.isTaken(connection, tenant)) {
                return ChangeOutcome.NAME_TAKEN;
            }
            TenantRows.replace(connection, tenant);
            if (!before.equals(tenant.settings().announcement())) {
                announce(connection, tenant, records.getFirst());
            }
            return ChangeOutcome.DONE;
        });
    }

    @Override
    public ChangeOutcome remove(TenantId tenant, long backups, AuditRecord record) {
        return settings.change(record, connection -> {
            if (!TenantRows.isThere(connection, tenant) || JdbcInventory.backups(connection, tenant) != backups) {
                return ChangeOutcome.OUTDATED;
            }
            if (isHeld(connection, tenant)) {
                return ChangeOutcome.HELD;
            }
            Sql.update(connection, "delete from wrapped_key where tenant = ?", (Object) tenant.bytes());
            // The key of a subscription lies under the store's key for secrets, which stays; the row goes with the
            // others later.
            Sql.update(connection, "update work_connection set api_key = '' where tenant = ?", (Object) tenant.bytes());
            TenantRows.deleteNames(connection, tenant);
            Sql.update(
                    connection,
                    "update tenant set removed_at = ?, public_url = null, revision = revision + 1 where id = ?",
                    record.at(),
                    tenant.bytes());
            return ChangeOutcome.DONE;
        });
    }

    private static void announce(Connection connection, Tenant tenant, AuditRecord record) throws SQLException {
        Announcement announcement = tenant.settings().announcement();
        Sql.update(
                connection,
                "insert into announcement (tenant, since_clock, since_at, retention_days, max_backup_bytes) values (?, ?, ?, ?, ?)",
                tenant.id().bytes(),
                JdbcRetentionClock.seconds(connection),
                record.at(),
                announcement.retentionDays(),
                announcement.maxBackupBytes());
    }

    /** Returns what the tenant announces; null if its revision has moved or it is gone. */
    private static @Nullable Announcement announced(Connection connection, Tenant tenant) throws SQLException {
        return Sql.first(
                connection,
                "select retention_days, max_backup_bytes from tenant where id = ? and revision = ? and removed_at is null",
                row -> new Announcement(row.getInt("retention_days"), row.getLong("max_backup_bytes")),
                tenant.id().bytes(),
                tenant.revision());
    }

    private static boolean isHeld(Connection connection, TenantId tenant) throws SQLException {
        return Sql.number(connection, """
                        select case when exists (select 1 from tenant where id = ? and held = 1)
                            or exists (select 1 from account where tenant = ? and held = 1 and successor is null)
                            or exists (select 1 from backup where tenant = ? and held = 1)
                            then 1 else 0 end
                        """, tenant.bytes(), tenant.bytes(), tenant.bytes()) == 1;
    }
}
