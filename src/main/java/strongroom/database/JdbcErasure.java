package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import strongroom.account.AccountId;
import strongroom.admin.ErasureChanges;
import strongroom.admin.Offboarding;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;

/** Erases people. Every method looks first and writes only if all of it will be written. */
final class JdbcErasure implements ErasureChanges {

    /** What stands for the name of somebody who was erased; names of removed accounts need not differ. */
    private static final String NAMELESS = "erased";

    /** Of other tables than the account's own, what is about one account. */
    private static final List<String> TABLES =
            List.of("known_source", "offboarding", "restore_expectation", "work_credential");

    private final Transactions transactions;
    private final AuditAppender audit;
    private final SettingsChanges settings;
    private final Wiper wiper;

    JdbcErasure(Transactions transactions, AuditAppender audit, SettingsRevision revision, Wiper wiper) {
        this.wiper = wiper;
        this.transactions = transactions;
        this.audit = audit;
        settings = new SettingsChanges(transactions, audit, revision);
    }

    /** See {@link Engine#wipeFreedPages}: rows move between pages as others go, and the page they came from still shows them. */
    @FunctionalInterface
    interface Wiper {
        void wipe(Connection connection, boolean atOnce) throws SQLException;
    }

    private <T> T wiped(Connection connection, Transactions.Work<T> work) throws SQLException {
        wiper.wipe(connection, true);
        try {
            return work.run(connection);
        } finally {
            wiper.wipe(connection, false);
        }
    }

    @Override
    public List<AccountId> earlier(AccountId account) {
        return transactions.read(connection -> earlier(connection, account));
    }

    private static List<AccountId> earlier(Connection connection, AccountId account) throws SQLException {
        return Sql.list(
                connection,
                "select id from account where successor = ? order by removed_at, id",
                row -> AccountId.of(row.getBytes("id")),
                (Object) account.bytes());
    }

    @Override
    public boolean isErased(AccountId account) {
        return transactions.read(connection ->
                Sql.number(connection, "select count(*) from account where id = ? and erased_at is not null", (Object)
                                account.bytes())
                        == 1);
    }

    @Override
    public int erasePayloads(List<Long> sequences, AuditRecord record) {
        BackupRows.checkBatch(sequences.size());
        return transactions.write(connection -> wiped(connection, wiping -> erasePayloads(wiping, sequences, record)));
    }

    private int erasePayloads(Connection connection, List<Long> sequences, AuditRecord record) throws SQLException {
        List<Long> erased = new ArrayList<>();
        for (Long sequence : sequences) {
            if (Sql.update(connection, "delete from audit_payload where sequence = ?", sequence) == 1) {
                erased.add(sequence);
            }
        }
        if (!erased.isEmpty()) {
            audit.append(connection, record.of(new AuditEvent.PayloadsErased(erased)));
        }
        return erased.size();
    }

    @Override
    public ChangeOutcome erase(AccountId account, AuditRecord record) {
        return settings.change(
                record, connection -> wiped(connection, wiping -> eraseWithEarlier(wiping, account, record)));
    }

    private static ChangeOutcome eraseWithEarlier(Connection connection, AccountId account, AuditRecord record)
            throws SQLException {
        if (BelongingRows.isLeft(connection, account, Offboarding.Backups.PURGE)
                || erase(connection, account, record) == 0) {
            return ChangeOutcome.OUTDATED;
        }
        for (AccountId earlier : earlier(connection, account)) {
            erase(connection, earlier, record);
        }
        return ChangeOutcome.DONE;
    }

    private static int erase(Connection connection, AccountId account, AuditRecord record) throws SQLException {
        PolicyRows.deleteOf(connection, account);
        EnforcementRows.deleteOf(connection, account);
        for (String table : TABLES) {
            Sql.update(connection, "delete from " + table + " where account = ?", (Object) account.bytes());
        }
        return Sql.update(connection, """
                update account set name = ?, folded = ?, former = null, former_folded = null, former_until_at = null, enabled = 0,
                    expires_at = null, tags = '', csi = null, password = '', previous_password = null, previous_until_at = null,
                    previous_used_at = null, rotated_at = null, handout_since = null, last_config_at = null, last_upload_at = null, last_delete_at = null,
                    last_read_at = null, last_refused_at = null, platform = null, sign_of_life_clock = null,
                    removed_at = coalesce(removed_at, ?), erased_at = coalesce(erased_at, ?), revision = revision + 1
                where id = ?
                """, NAMELESS, NAMELESS, record.at(), record.at(), account.bytes());
    }
}
