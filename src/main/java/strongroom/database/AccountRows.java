package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Accounts;
import strongroom.account.Activity;
import strongroom.account.Standing;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.credential.PasswordHash;

/** Accounts as rows. */
final class AccountRows {

    private AccountRows() {}

    /** Returns the account that a current or still valid former name means; a current name comes first. */
    static <T> @Nullable T named(Connection connection, TenantId tenant, UserName name, Instant now, Sql.Row<T> row)
            throws SQLException {
        return Sql.first(connection, """
                select a.* from account a join tenant t on t.id = a.tenant
                where a.tenant = (select ?) and a.removed_at is null and t.removed_at is null
                    and (a.folded = (select ?) or (a.former_folded = (select ?) and a.former_until_at > (select ?)))
                order by case when a.folded = (select ?) then 0 else 1 end, a.id limit 1
                """, row, tenant.bytes(), name.folded(), name.folded(), now, name.folded());
    }

    /** Tells whether another account of the tenant, that is not removed, logs in with one of these names. */
    static boolean isTaken(Connection connection, Account account, Instant now) throws SQLException {
        return isTaken(connection, account, account.names().current(), now)
                || (account.names().former() != null
                        && isFormerValid(account.names(), now)
                        && isTaken(connection, account, account.names().former(), now));
    }

    private static boolean isFormerValid(AccountNames names, Instant now) {
        return names.formerUntil() != null && now.isBefore(names.formerUntil());
    }

    private static boolean isTaken(Connection connection, Account account, UserName name, Instant now)
            throws SQLException {
        return Sql.number(
                        connection,
                        """
                        select count(*) from account
                        where tenant = ? and id <> ? and removed_at is null
                            and (folded = ? or (former_folded = ? and former_until_at > ?))
                        """,
                        account.tenant().bytes(),
                        account.id().bytes(),
                        name.folded(),
                        name.folded(),
                        now)
                > 0;
    }

    /** Tells whether a tenant that is not removed has this account, and it is not removed either. */
    static boolean isThere(Connection connection, TenantId tenant, AccountId account) throws SQLException {
        return Sql.number(connection, """
                        select count(*) from account a join tenant t on t.id = a.tenant
                        where a.id = ? and a.tenant = ? and a.removed_at is null and t.removed_at is null
                        """, account.bytes(), tenant.bytes()) == 1;
    }

    static void insert(Connection connection, Account account, PasswordHash password) throws SQLException {
        Sql.update(connection, """
                insert into account (name, folded, former, former_folded, former_until_at, kind, enabled, expires_at, held, tags, csi,
                    id, tenant, revision, password)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
                """, parameters(account));
        Sql.update(
                connection,
                "update account set password = ? where id = ?",
                password.encoded(),
                account.id().bytes());
    }

    /** Replaces a row whose revision still is the given account's; false if it is not. */
    static boolean replace(Connection connection, Account account) throws SQLException {
        return Sql.update(connection, """
                        update account set name = ?, folded = ?, former = ?, former_folded = ?, former_until_at = ?, kind = ?,
                            enabled = ?, expires_at = ?, held = ?, tags = ?, csi = ?, revision = revision + 1
                        where id = ? and tenant = ? and revision = ?
                        """, parameters(account)) == 1;
    }

    /** Returns what inserting and replacing have in common, in the order of both. */
    private static @Nullable Object[] parameters(Account account) {
        AccountNames names = account.names();
        return new @Nullable Object[] {
            names.current().value(),
            names.current().folded(),
            names.former() == null ? null : names.former().value(),
            names.former() == null ? null : names.former().folded(),
            names.formerUntil(),
            Words.of(account.kind()),
            account.standing().enabled(),
            account.standing().expiresAt(),
            account.standing().held(),
            String.join(" ", account.labels().tags()),
            account.labels().csi(),
            account.id().bytes(),
            account.tenant().bytes(),
            account.revision()
        };
    }

    static Accounts.Entry entry(ResultSet row) throws SQLException {
        return new Accounts.Entry(
                account(row),
                new Activity(
                        Sql.instant(row, "last_config_at"),
                        Sql.instant(row, "last_upload_at"),
                        Sql.instant(row, "last_delete_at"),
                        Sql.instant(row, "last_read_at"),
                        Sql.instant(row, "last_refused_at"),
                        Sql.instant(row, "previous_used_at"),
                        row.getString("platform")));
    }

    static Account account(ResultSet row) throws SQLException {
        String former = row.getString("former");
        String tags = row.getString("tags");
        return new Account(
                AccountId.of(row.getBytes("id")),
                TenantId.of(row.getBytes("tenant")),
                new AccountNames(
                        new UserName(row.getString("name")),
                        former == null ? null : new UserName(former),
                        Sql.instant(row, "former_until_at")),
                Words.read(AccountKind.class, row.getString("kind")),
                new Standing(row.getInt("enabled") == 1, Sql.instant(row, "expires_at"), row.getInt("held") == 1),
                new Account.Labels(tags.isEmpty() ? List.of() : List.of(tags.split(" ", -1)), row.getString("csi")),
                row.getLong("revision"));
    }
}
