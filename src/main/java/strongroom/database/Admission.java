package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.backup.BackupStore.Limit;
import strongroom.sealing.SealedRow;
import strongroom.sealing.SealedRows.StoreOutcome;

/** Whether there is room for an upload: in the file system, and in the quotas of its tenant and its account. */
final class Admission {

    private final Engine engine;

    Admission(Engine engine) {
        this.engine = engine;
    }

    /** Quotas and room; null if nothing refuses. */
    @Nullable StoreOutcome refusal(Connection connection, SealedRow row, TenantLimits limits, boolean isOneMore, long bytesMore)
            throws SQLException {
        if (limits.mostBytes() != null && limits.sealedBytes() + bytesMore > limits.mostBytes()) {
            return new StoreOutcome.OverQuota(Limit.TENANT_BYTES);
        }
        if (isOneMore && limits.mostBackups() != null && limits.liveBackups() >= limits.mostBackups()) {
            return new StoreOutcome.OverQuota(Limit.TENANT_BACKUPS);
        }
        if (isOneMore && isAccountFull(connection, row.owner(), limits)) {
            return new StoreOutcome.OverQuota(Limit.ACCOUNT_BACKUPS);
        }
        return engine.lacksSpace(connection) ? new StoreOutcome.NoSpace() : null;
    }

    private static boolean isAccountFull(Connection connection, @Nullable AccountId account, TenantLimits limits)
            throws SQLException {
        if (account == null || limits.mostPerAccount() == null) {
            return false;
        }
        String kind = Sql.first(
                connection, "select kind from account where id = ?", row -> row.getString(1), (Object) account.bytes());
        return Words.of(AccountKind.PERSONAL).equals(kind) && liveOf(connection, account) >= limits.mostPerAccount();
    }

    /** Counts what an account has, with what it took over from removed ones. */
    private static long liveOf(Connection connection, AccountId account) throws SQLException {
        return Sql.number(connection, """
                select count(*) from backup
                where state = 'live' and owner in (select id from account where id = ? or successor = ?)""", account.bytes(), account.bytes());
    }
}
