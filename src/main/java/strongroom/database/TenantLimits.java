package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access.Ownership;
import strongroom.account.TenantId;

/** What a tenant's row says about uploads and deletes, read in the transaction that it decides. */
record TenantLimits(
        boolean isStrict,
        int versions,
        @Nullable Long mostBytes,
        @Nullable Long mostBackups,
        @Nullable Long mostPerAccount,
        long liveBackups,
        long sealedBytes) {

    /** Reads a tenant's row; null if there is none or it was removed. */
    static @Nullable TenantLimits find(Connection connection, TenantId tenant) throws SQLException {
        return Sql.first(
                connection,
                """
                select ownership, versions, quota_bytes, max_backups, max_backups_per_account, live_backups, sealed_bytes
                from tenant where id = ? and removed_at is null""",
                row -> new TenantLimits(
                        Words.read(Ownership.class, row.getString("ownership")) == Ownership.STRICT,
                        row.getInt("versions"),
                        Sql.wholeNumber(row, "quota_bytes"),
                        Sql.wholeNumber(row, "max_backups"),
                        Sql.wholeNumber(row, "max_backups_per_account"),
                        row.getLong("live_backups"),
                        row.getLong("sealed_bytes")),
                (Object) tenant.bytes());
    }
}
