package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.sealing.WrappedKey;

/** Wrapped keys as rows. */
final class KeyRows {

    /** What stands for the tenant of a key that belongs to the whole store: a key column cannot be null. */
    private static final int TENANT_BYTES = 16;

    private KeyRows() {}

    static List<WrappedKey> all(Connection connection) throws SQLException {
        return Sql.list(
                connection, "select * from wrapped_key order by purpose, tenant, generation", KeyRows::wrappedKey);
    }

    static void insert(Connection connection, WrappedKey key) throws SQLException {
        Sql.update(
                connection,
                "insert into wrapped_key (purpose, tenant, generation, keyring_id, wrapped) values (?, ?, ?, ?, ?)",
                Words.of(key.purpose()),
                bytes(key.tenant()),
                key.generation(),
                key.keyringId(),
                key.wrapped());
    }

    static void deleteAll(Connection connection) throws SQLException {
        Sql.update(connection, "delete from wrapped_key");
    }

    private static byte[] bytes(@Nullable TenantId tenant) {
        return tenant == null ? new byte[TENANT_BYTES] : tenant.bytes();
    }

    private static WrappedKey wrappedKey(ResultSet row) throws SQLException {
        byte[] tenant = row.getBytes("tenant");
        return new WrappedKey(
                Words.read(WrappedKey.Purpose.class, row.getString("purpose")),
                Arrays.equals(tenant, new byte[TENANT_BYTES]) ? null : TenantId.of(tenant),
                row.getInt("generation"),
                row.getString("keyring_id"),
                row.getBytes("wrapped"));
    }
}
