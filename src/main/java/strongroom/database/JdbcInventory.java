package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.Inventory;

/** Counts what is kept. */
final class JdbcInventory implements Inventory {

    private final Transactions transactions;

    JdbcInventory(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Owned(AccountId owner, long backups) {}

    @Override
    public Kept of(TenantId tenant) {
        return transactions.read(connection -> new Kept(
                Sql.number(connection, "select count(*) from account where tenant = ? and removed_at is null", (Object)
                        tenant.bytes()),
                Sql.number(connection, "select live_backups from tenant where id = ?", (Object) tenant.bytes()),
                backups(connection, tenant),
                Sql.number(connection, "select sealed_bytes from tenant where id = ?", (Object) tenant.bytes())));
    }

    @Override
    public Map<AccountId, Long> liveByAccount(TenantId tenant) {
        return transactions
                .read(connection -> Sql.list(
                        connection,
                        """
                select coalesce(o.successor, o.id) as account, count(*) as backups
                from backup b join account o on o.id = b.owner
                where b.tenant = ? and b.state = 'live' group by coalesce(o.successor, o.id)
                """,
                        row -> new Owned(AccountId.of(row.getBytes("account")), row.getLong("backups")),
                        (Object) tenant.bytes()))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Owned::owner, Owned::backups));
    }

    @Override
    public List<Live> live(TenantId tenant) {
        return transactions.read(connection -> Sql.list(
                connection,
                """
                select v.uploaded_at, v.uploaded_clock, b.turned_at, b.turned_before_at,
                    case when s.id is null and o.removed_at is null then o.id when s.removed_at is null then s.id end as account
                from backup b
                join revision v on v.handle = b.handle and v.revision = b.revision
                left join account o on o.id = b.owner
                left join account s on s.id = o.successor
                where b.tenant = ? and b.state = 'live'
                """,
                row -> {
                    byte[] account = row.getBytes("account");
                    return new Live(
                            account == null ? null : AccountId.of(account),
                            Instant.ofEpochMilli(row.getLong("uploaded_at")),
                            row.getLong("uploaded_clock"),
                            Sql.instant(row, "turned_at"),
                            Sql.instant(row, "turned_before_at"));
                },
                (Object) tenant.bytes()));
    }

    @Override
    public long largest(TenantId tenant) {
        return transactions.read(connection -> Sql.number(connection, """
                select coalesce(max(v.bytes), 0) from backup b join revision v on v.handle = b.handle and v.revision = b.revision
                where b.tenant = ? and b.state = 'live'
                """, (Object) tenant.bytes()));
    }

    /** Counts backups in any state. */
    static long backups(Connection connection, TenantId tenant) throws SQLException {
        return Sql.number(connection, "select count(*) from backup where tenant = ?", (Object) tenant.bytes());
    }
}
