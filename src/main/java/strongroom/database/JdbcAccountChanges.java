package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.admin.AccountChanges;
import strongroom.admin.ProvisioningChanges.Addition;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.credential.PasswordHash;

/** Changes accounts. Every method looks first and writes only if all of it will be written. */
final class JdbcAccountChanges implements AccountChanges {

    private final SettingsChanges settings;
    private final Transactions transactions;

    JdbcAccountChanges(Transactions transactions, AuditAppender audit, SettingsRevision revision) {
        this.transactions = transactions;
        settings = new SettingsChanges(transactions, audit, revision);
    }

    @Override
    public ChangeOutcome add(
            Account account, PasswordHash password, @Nullable AccountId successorOf, AuditRecord record) {
        Addition addition = new Addition(account, password, successorOf);
        return settings.change(record, connection -> {
            if (!canBeAdded(connection, addition)) {
                return ChangeOutcome.OUTDATED;
            }
            if (AccountRows.isTaken(connection, account, record.at())) {
                return ChangeOutcome.NAME_TAKEN;
            }
            insert(connection, addition);
            return ChangeOutcome.DONE;
        });
    }

    /** Tells whether the tenant is there, and the account whose backups are to be taken over still waits for a successor. */
    static boolean canBeAdded(Connection connection, Addition addition) throws SQLException {
        AccountId successorOf = addition.successorOf();
        return TenantRows.isThere(connection, addition.account().tenant())
                && (successorOf == null || canBeSucceeded(connection, addition.account(), successorOf));
    }

    static void insert(Connection connection, Addition addition) throws SQLException {
        AccountRows.insert(connection, addition.account(), addition.password());
        AccountId successorOf = addition.successorOf();
        if (successorOf != null) {
            succeed(connection, addition.account().id(), successorOf);
        }
    }

    @Override
    public @Nullable AccountId removedWithCsi(Account account) {
        String csi = account.labels().csi();
        if (csi == null) {
            return null;
        }
        return transactions.<@Nullable AccountId>read(connection -> Sql.first(
                connection,
                """
                select id from account
                where tenant = ? and csi = ? and removed_at is not null and successor is null
                order by removed_at desc, id limit 1
                """,
                row -> AccountId.of(row.getBytes("id")),
                account.tenant().bytes(),
                csi));
    }

    @Override
    public ChangeOutcome change(Account account, @Nullable AccountId successorOf, List<AuditRecord> records) {
        return settings.change(records, connection -> {
            if (successorOf != null && !canBeSucceeded(connection, account, successorOf)) {
                return ChangeOutcome.OUTDATED;
            }
            Instant now = records.getFirst().at();
            // A removed account needs no name of its own any more.
            if (!isRemoved(connection, account) && AccountRows.isTaken(connection, account, now)) {
                return ChangeOutcome.NAME_TAKEN;
            }
            if (!AccountRows.replace(connection, account)) {
                return ChangeOutcome.OUTDATED;
            }
            if (successorOf != null) {
                succeed(connection, account.id(), successorOf);
            }
            return ChangeOutcome.DONE;
        });
    }

    @Override
    public ChangeOutcome rotate(
            AccountId account, PasswordHash password, @Nullable Instant previousUntil, AuditRecord record) {
        return settings.change(record, connection -> {
            int rotated = Sql.update(
                    connection,
                    """
                    update account set previous_password = case when ? = 1 then password end, previous_until_at = ?,
                        previous_used_at = null, password = ?, rotated_at = ?, handout_since = null, revision = revision + 1
                    where id = ? and removed_at is null
                    """,
                    previousUntil != null,
                    previousUntil,
                    password.encoded(),
                    record.at(),
                    account.bytes());
            return rotated == 1 ? ChangeOutcome.DONE : ChangeOutcome.OUTDATED;
        });
    }

    /** Keeps identity, name and csi, for lists and for whoever takes over; hashes, sources and what was set for it alone go. */
    @Override
    public ChangeOutcome remove(AccountId account, AuditRecord record) {
        return settings.change(record, connection -> {
            int removed = Sql.update(connection, """
                    update account set removed_at = ?, password = '', previous_password = null, previous_until_at = null,
                        former = null, former_folded = null, former_until_at = null, handout_since = null, revision = revision + 1
                    where id = ? and removed_at is null
                    """, record.at(), account.bytes());
            if (removed == 0) {
                return ChangeOutcome.OUTDATED;
            }
            Sql.update(connection, "delete from known_source where account = ?", (Object) account.bytes());
            PolicyRows.deleteOf(connection, account);
            Sql.update(connection, "delete from restore_expectation where account = ?", (Object) account.bytes());
            return ChangeOutcome.DONE;
        });
    }

    private static boolean isRemoved(Connection connection, Account account) throws SQLException {
        return Sql.number(connection, "select count(*) from account where id = ? and removed_at is not null", (Object)
                        account.id().bytes())
                == 1;
    }

    private static boolean canBeSucceeded(Connection connection, Account account, AccountId before)
            throws SQLException {
        return Sql.number(
                        connection,
                        "select count(*) from account where id = ? and tenant = ? and removed_at is not null and successor is null",
                        before.bytes(),
                        account.tenant().bytes())
                == 1;
    }

    /** Leads whoever was succeeded by the one before to the new one too, so that an owner is always one step away. */
    private static void succeed(Connection connection, AccountId account, AccountId before) throws SQLException {
        Sql.update(
                connection,
                "update account set successor = ? where id = ? or successor = ?",
                account.bytes(),
                before.bytes(),
                before.bytes());
        Sql.update(
                connection,
                "update account set held = 1 where id = ? and exists (select 1 from account b where b.id = ? and b.held = 1)",
                account.bytes(),
                before.bytes());
    }
}
