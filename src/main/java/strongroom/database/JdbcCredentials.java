package strongroom.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.credential.Credentials;
import strongroom.credential.PasswordHash;

/** Password hashes and the sources that logged in before. */
final class JdbcCredentials implements Credentials {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration KNOWN_FOR = Duration.ofDays(30);
    private static final int MOST_SOURCES = 64;

    private final Transactions transactions;
    private final SettingsRevision settings;
    private final InstantSource wall;
    private final Recently noted;

    JdbcCredentials(Transactions transactions, SettingsRevision settings, InstantSource wall, LongSupplier nanos) {
        this.transactions = transactions;
        this.settings = settings;
        this.wall = wall;
        noted = new Recently(nanos);
    }

    private record Login(AccountId account, String source) {}

    private record ByPrevious(AccountId account, long revision) {}

    @Override
    public long revision() {
        return settings.now();
    }

    @Override
    public @Nullable Stored find(TenantId tenant, UserName name) {
        Instant now = wall.instant();
        return transactions.<@Nullable Stored>read(
                connection -> AccountRows.named(connection, tenant, name, now, JdbcCredentials::stored));
    }

    @Override
    public void upgrade(AccountId account, PasswordHash before, PasswordHash after) {
        transactions.writeLater(connection -> {
            int upgraded = Sql.update(
                    connection,
                    "update account set password = ? where id = ? and password = ? and removed_at is null",
                    after.encoded(),
                    account.bytes(),
                    before.encoded());
            return upgraded == 1
                    ? upgraded
                    : Sql.update(
                            connection,
                            "update account set previous_password = ? where id = ? and previous_password = ? and removed_at is null",
                            after.encoded(),
                            account.bytes(),
                            before.encoded());
        });
    }

    @Override
    public void notePrevious(Account account) {
        if (!noted.isNew(new ByPrevious(account.id(), account.revision()))) {
            return;
        }
        Instant now = wall.instant();
        // A wall clock that was set back would let an old note stand for long.
        transactions.writeLater(connection ->
                Sql.update(connection, """
                update account set previous_used_at = ?
                where id = ? and revision = ? and removed_at is null
                    and (previous_used_at is null or previous_used_at <= ? or previous_used_at > ?)
                """, now, account.id().bytes(), account.revision(), now.minus(DAY), now));
    }

    @Override
    public boolean isKnownSource(AccountId account, byte[] source) {
        Instant since = wall.instant().minus(KNOWN_FOR);
        return transactions.read(connection -> Sql.number(
                        connection,
                        "select count(*) from known_source where account = ? and source = ? and last_at > ?",
                        account.bytes(),
                        source,
                        since)
                > 0);
    }

    @Override
    public void noteSource(AccountId account, byte[] source) {
        if (!noted.isNew(new Login(account, HexFormat.of().formatHex(source)))) {
            return;
        }
        Instant now = wall.instant();
        byte[] network = source.clone();
        transactions.writeLater(connection -> {
            int changed = Sql.update(connection, """
                    insert into known_source (account, source, last_at)
                    select a.id, ?, ? from account a where a.id = ? and a.removed_at is null
                    on conflict (account, source) do update set last_at = excluded.last_at where known_source.last_at <= ?
                    """, network, now, account.bytes(), now.minus(DAY));
            return changed == 0 ? changed : Sql.update(connection, """
                            delete from known_source where account = ? and source not in (
                                select source from known_source where account = ? order by last_at desc, source limit ?)
                            """, account.bytes(), account.bytes(), MOST_SOURCES);
        });
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String previous = row.getString("previous_password");
        Instant until = Sql.instant(row, "previous_until_at");
        return new Stored(
                AccountRows.account(row),
                new PasswordHash(row.getString("password")),
                previous == null || until == null ? null : new Previous(new PasswordHash(previous), until));
    }
}
