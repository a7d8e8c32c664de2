package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.PersonalTraces;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;

/** Reads what is stored about an account in tables that no list shows whole. */
final class JdbcPersonalTraces implements PersonalTraces {

    private final Transactions transactions;
    private final AuditAppender audit;

    JdbcPersonalTraces(Transactions transactions, AuditAppender audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public Traces handOut(AccountId account, AuditRecord record) {
        transactions.write(connection -> {
            audit.append(connection, record);
            return true;
        });
        return transactions.read(connection -> new Traces(
                Math.toIntExact(Sql.number(
                        connection, "select count(*) from known_source where account = ?", (Object) account.bytes())),
                previousUntil(connection, account),
                EnforcementRows.of(connection, BelongingRows.tenant(connection, account), account),
                awaited(connection, account),
                credentials(connection, account),
                writers(connection, account),
                strays(connection, account)));
    }

    private static @Nullable Instant previousUntil(Connection connection, AccountId account) throws SQLException {
        Long millis = Sql.first(
                connection,
                "select previous_until_at from account where id = ? and previous_until_at is not null",
                row -> row.getLong("previous_until_at"),
                (Object) account.bytes());
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Awaited awaited(Connection connection, AccountId account) throws SQLException {
        return Sql.first(
                connection,
                "select * from restore_expectation where account = ?",
                row -> new Awaited(
                        Instant.ofEpochMilli(row.getLong("expected_at")),
                        Instant.ofEpochMilli(row.getLong("until_at"))),
                (Object) account.bytes());
    }

    private static List<Credential> credentials(Connection connection, AccountId account) throws SQLException {
        return Sql.list(
                connection,
                "select credential, username from work_credential where account = ? order by credential",
                row -> new Credential(row.getString("credential"), row.getString("username")),
                (Object) account.bytes());
    }

    private static List<Writer> writers(Connection connection, AccountId account) throws SQLException {
        return Sql.list(
                connection,
                "select handle, writer, turned_at, turned_before_at from backup where owner in " + BelongingRows.OWNERS
                        + " order by handle",
                row -> new Writer(
                        Handle.of(row.getBytes("handle")),
                        row.getString("writer"),
                        Sql.instant(row, "turned_at"),
                        Sql.instant(row, "turned_before_at")),
                account.bytes(),
                account.bytes());
    }

    private static List<Stray> strays(Connection connection, AccountId account) throws SQLException {
        return BelongingRows.strays(connection, account, Integer.MAX_VALUE).stream()
                .map(stray -> new Stray(stray.handle(), stray.revision(), stray.uploadedAt()))
                .toList();
    }
}
