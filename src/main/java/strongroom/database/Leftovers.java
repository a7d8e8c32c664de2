package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.Handle;

/**
 * The rows of removed tenants. Backups go first, then accounts, then what the tenant announced; the tenant's own row stays, so that its
 * identity is never given again.
 */
final class Leftovers {

    private final Transactions transactions;

    Leftovers(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Removes at most 64 backups' blobs or 64 accounts, and returns how many rows went; 0 if nothing is left. */
    int remove() {
        return transactions.write(connection -> {
            TenantId tenant = next(connection);
            if (tenant == null) {
                return 0;
            }
            int backups = removeBackups(connection, tenant);
            if (backups > 0) {
                return backups;
            }
            int credentials = removeCredentials(connection, tenant);
            if (credentials > 0) {
                return credentials;
            }
            int accounts = removeAccounts(connection, tenant);
            return accounts > 0 ? accounts : removeHistory(connection, tenant);
        });
    }

    private static @Nullable TenantId next(Connection connection) throws SQLException {
        return Sql.first(connection, """
                select t.id from tenant t
                where t.removed_at is not null
                    and (exists (select 1 from backup b where b.tenant = t.id)
                        or exists (select 1 from account a where a.tenant = t.id)
                        or exists (select 1 from announcement n where n.tenant = t.id))
                order by t.removed_at, t.id limit 1
                """, row -> TenantId.of(row.getBytes("id")));
    }

    private static int removeBackups(Connection connection, TenantId tenant) throws SQLException {
        List<Handle> handles = Sql.list(
                connection,
                "select handle from backup where tenant = ? order by handle limit ?",
                row -> Handle.of(row.getBytes("handle")),
                tenant.bytes(),
                BackupRows.MOST);
        int blobs = 0;
        long bytes = 0;
        for (Handle handle : handles) {
            BackupRows.Blobs under = BackupRows.blobs(connection, handle);
            if (blobs > 0 && blobs + under.count() > BackupRows.MOST) {
                break;
            }
            BackupRows.delete(connection, handle);
            blobs += under.count();
            bytes += under.bytes();
        }
        BackupRows.count(connection, tenant, 0, -bytes);
        Sql.update(connection, """
                update tenant set live_backups = (select count(*) from backup b where b.tenant = tenant.id and b.state = 'live')
                where id = ?
                """, (Object) tenant.bytes());
        return blobs;
    }

    /** They point at accounts, so they go before them. */
    private static int removeCredentials(Connection connection, TenantId tenant) throws SQLException {
        return Sql.update(connection, """
                delete from work_credential where tenant = ? and credential in (
                    select c.credential from work_credential c where c.tenant = ? order by c.credential limit ?)
                """, tenant.bytes(), tenant.bytes(), BackupRows.MOST);
    }

    /** Whom others point at as their successor goes after them; none is more than one step away. */
    private static int removeAccounts(Connection connection, TenantId tenant) throws SQLException {
        List<AccountId> accounts =
                Sql.list(connection, """
                select a.id from account a
                where a.tenant = ? and not exists (select 1 from account p where p.successor = a.id)
                order by a.id limit ?
                """, row -> AccountId.of(row.getBytes("id")), tenant.bytes(), BackupRows.MOST);
        int rows = 0;
        for (AccountId account : accounts) {
            if (rows >= BackupRows.MOST) {
                break;
            }
            rows += Sql.update(connection, "delete from known_source where account = ?", (Object) account.bytes());
            rows += PolicyRows.deleteOf(connection, account);
            rows += EnforcementRows.deleteOf(connection, account);
            rows += Sql.update(
                    connection, "delete from restore_expectation where account = ?", (Object) account.bytes());
            rows += OffboardingRows.delete(connection, account);
            rows += Sql.update(connection, "delete from account where id = ?", (Object) account.bytes());
        }
        return rows;
    }

    private static int removeHistory(Connection connection, TenantId tenant) throws SQLException {
        return Sql.update(connection, "delete from policy_value where tenant = ?", (Object) tenant.bytes())
                + Sql.update(connection, "delete from policy where tenant = ?", (Object) tenant.bytes())
                + Sql.update(connection, "delete from enforcement where tenant = ?", (Object) tenant.bytes())
                + Sql.update(connection, "delete from work_connection where tenant = ?", (Object) tenant.bytes())
                + Sql.update(connection, "delete from sweep where tenant = ?", (Object) tenant.bytes())
                + Sql.update(connection, "delete from announcement where tenant = ?", (Object) tenant.bytes());
    }
}
