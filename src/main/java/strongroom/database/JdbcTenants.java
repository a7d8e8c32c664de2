package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Tenant;
import strongroom.account.Tenants;

/** The tenants, kept in memory until the settings move. */
final class JdbcTenants implements Tenants {

    private final Transactions transactions;
    private final SettingsRevision settings;
    private volatile @Nullable Read read;

    JdbcTenants(Transactions transactions, SettingsRevision settings) {
        this.transactions = transactions;
        this.settings = settings;
    }

    private record Read(long revision, List<Tenant> tenants) {}

    @Override
    public List<Tenant> all() {
        long revision = settings.now();
        Read last = read;
        if (last != null && last.revision() >= revision) {
            return last.tenants();
        }
        Read fresh = transactions.read(JdbcTenants::readAll);
        read = fresh;
        return fresh.tenants();
    }

    private static Read readAll(Connection connection) throws SQLException {
        return new Read(SettingsRevision.read(connection), TenantRows.all(connection));
    }
}
