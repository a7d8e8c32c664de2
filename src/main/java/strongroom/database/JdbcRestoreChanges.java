package strongroom.database;

import java.time.Instant;
import java.util.List;
import strongroom.account.AccountId;
import strongroom.admin.RestoreChanges;
import strongroom.audit.AuditRecord;
import strongroom.restore.Expectation;

/** New phones that are waited for, as rows. */
final class JdbcRestoreChanges implements RestoreChanges {

    private final Transactions transactions;
    private final AuditAppender audit;

    JdbcRestoreChanges(Transactions transactions, AuditAppender audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    @Override
    public void log(AuditRecord record) {
        transactions.write(connection -> {
            audit.append(connection, record);
            return true;
        });
    }

    @Override
    public boolean expect(Expectation expectation, AuditRecord record) {
        return transactions.write(connection -> {
            int rows = Sql.update(
                    connection,
                    """
                    insert into restore_expectation (account, expected_at, until_at)
                    select id, ?, ? from account where id = ? and removed_at is null
                    on conflict (account) do update set expected_at = excluded.expected_at, until_at = excluded.until_at
                    """,
                    expectation.since(),
                    expectation.until(),
                    expectation.account().bytes());
            if (rows == 1) {
                audit.append(connection, record);
            }
            return rows == 1;
        });
    }

    @Override
    public boolean close(AccountId account, AuditRecord record) {
        return transactions.write(connection -> {
            int rows = Sql.update(
                    connection, "delete from restore_expectation where account = ?", (Object) account.bytes());
            if (rows == 1) {
                audit.append(connection, record);
            }
            return rows == 1;
        });
    }

    @Override
    public List<Expectation> all() {
        return transactions.read(connection -> Sql.list(
                connection,
                """
                select e.account, e.expected_at, e.until_at
                from restore_expectation e join account a on a.id = e.account join tenant t on t.id = a.tenant
                where a.removed_at is null and t.removed_at is null
                order by e.expected_at, e.account
                """,
                row -> new Expectation(
                        AccountId.of(row.getBytes("account")),
                        Instant.ofEpochMilli(row.getLong("expected_at")),
                        Instant.ofEpochMilli(row.getLong("until_at")))));
    }
}
