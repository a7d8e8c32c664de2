package strongroom.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.Accounts;
import strongroom.account.TenantId;
import strongroom.account.UserName;

/** Reads accounts, and notes their signs of life. */
final class JdbcAccounts implements Accounts {

    private static final Duration DAY = Duration.ofDays(1);

    private final Transactions transactions;
    private final InstantSource wall;
    private final Recently noted;

    JdbcAccounts(Transactions transactions, InstantSource wall, LongSupplier nanos) {
        this.transactions = transactions;
        this.wall = wall;
        noted = new Recently(nanos);
    }

    @Override
    public List<Entry> of(TenantId tenant) {
        return transactions.read(connection -> Sql.list(connection, """
                select a.* from account a join tenant t on t.id = a.tenant
                where a.tenant = ? and a.removed_at is null and t.removed_at is null order by a.folded
                """, AccountRows::entry, (Object) tenant.bytes()));
    }

    @Override
    public @Nullable Entry find(TenantId tenant, UserName name) {
        Instant now = wall.instant();
        return transactions.<@Nullable Entry>read(
                connection -> AccountRows.named(connection, tenant, name, now, AccountRows::entry));
    }

    @Override
    public @Nullable Entry find(AccountId id) {
        return transactions.<@Nullable Entry>read(connection ->
                Sql.first(connection, "select * from account where id = ?", AccountRows::entry, (Object) id.bytes()));
    }

    @Override
    public void noteConfig(AccountId account, @Nullable String platform) {
        if (!noted.isNew(account)) {
            return;
        }
        Instant now = wall.instant();
        // Due by either clock: the retention clock may have stood still, and the wall clock may have been set back.
        transactions.writeLater(
                connection -> Sql.update(connection, """
                update account set last_config_at = ?, platform = coalesce(?, platform),
                    sign_of_life_clock = case when kind = 'personal' then (select seconds from retention_clock where one = 1)
                        else sign_of_life_clock end
                where id = ? and removed_at is null
                    and (last_config_at is null or last_config_at <= ?
                        or (kind = 'personal' and (sign_of_life_clock is null
                            or sign_of_life_clock + 86400 <= (select seconds from retention_clock where one = 1))))
                """, now, platform, account.bytes(), now.minus(DAY)));
    }
}
