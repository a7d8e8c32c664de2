package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.PolicyChanges.Edit;
import strongroom.admin.ProvisioningChanges;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;

/** Changes many accounts and their values at a time. Every method looks first and writes only if all of it will be written. */
final class JdbcProvisioning implements ProvisioningChanges {

    private final Transactions transactions;
    private final SettingsChanges settings;
    private final JdbcPolicies policies;

    JdbcProvisioning(Transactions transactions, AuditAppender audit, SettingsRevision revision, JdbcPolicies policies) {
        this.transactions = transactions;
        this.settings = new SettingsChanges(transactions, audit, revision);
        this.policies = policies;
    }

    private record Named<K, V>(K key, V value) {}

    @Override
    public Map<AccountId, Passwords> passwords(TenantId tenant) {
        return byKey(transactions.read(connection -> Sql.list(
                connection,
                "select id, previous_until_at, rotated_at, handout_since from account where tenant = ? and removed_at is null",
                row -> new Named<>(
                        AccountId.of(row.getBytes("id")),
                        new Passwords(
                                Sql.instant(row, "previous_until_at"),
                                Sql.instant(row, "rotated_at"),
                                Sql.instant(row, "handout_since"))),
                (Object) tenant.bytes())));
    }

    @Override
    public Map<String, AccountId> removedByCsi(TenantId tenant) {
        return byKey(transactions.read(connection -> Sql.list(
                connection, """
                select csi, id from account
                where tenant = ? and csi is not null and removed_at is not null and successor is null
                order by removed_at, id desc
                """, row -> new Named<>(row.getString("csi"), AccountId.of(row.getBytes("id"))), (Object)
                        tenant.bytes())));
    }

    /** Of several with the same key the last one counts. */
    private static <K, V> Map<K, V> byKey(List<Named<K, V>> rows) {
        Map<K, V> all = new HashMap<>();
        rows.forEach(row -> all.put(row.key(), row.value()));
        return all;
    }

    @Override
    public ChangeOutcome add(List<Addition> additions, Edit edit, List<AuditRecord> records) {
        Instant now = records.getFirst().at();
        JdbcPolicies.Difference difference = policies.difference(edit, now);
        return settings.change(records, connection -> {
            if (!JdbcPolicies.isCurrent(connection, edit) || !canBeAdded(connection, additions, edit.tenant())) {
                return ChangeOutcome.OUTDATED;
            }
            for (Addition addition : additions) {
                if (AccountRows.isTaken(connection, addition.account(), now)) {
                    return ChangeOutcome.NAME_TAKEN;
                }
            }
            for (Addition addition : additions) {
                JdbcAccountChanges.insert(connection, addition);
                wait(connection, addition.account().id(), now);
            }
            JdbcPolicies.write(connection, edit, difference);
            return ChangeOutcome.DONE;
        });
    }

    private static boolean canBeAdded(Connection connection, List<Addition> additions, TenantId tenant)
            throws SQLException {
        for (Addition addition : additions) {
            if (!addition.account().tenant().equals(tenant) || !JdbcAccountChanges.canBeAdded(connection, addition)) {
                return false;
            }
        }
        return true;
    }

    private static void wait(Connection connection, AccountId account, @Nullable Instant since) throws SQLException {
        Sql.update(connection, "update account set handout_since = ? where id = ?", since, account.bytes());
    }

    @Override
    public ChangeOutcome renew(List<Renewal> renewals, @Nullable Edit edit, List<AuditRecord> records) {
        Instant now = records.getFirst().at();
        JdbcPolicies.Difference difference = edit == null ? null : policies.difference(edit, now);
        return settings.change(records, connection -> {
            boolean isOutdated = edit != null
                    && (!JdbcPolicies.isCurrent(connection, edit) || !JdbcPolicies.isWhole(connection, edit));
            if (isOutdated || !areUnchanged(connection, renewals)) {
                return ChangeOutcome.OUTDATED;
            }
            for (Renewal renewal : renewals) {
                renew(connection, renewal, now);
            }
            if (edit != null && difference != null) {
                JdbcPolicies.write(connection, edit, difference);
            }
            return ChangeOutcome.DONE;
        });
    }

    private static boolean areUnchanged(Connection connection, List<Renewal> renewals) throws SQLException {
        for (Renewal renewal : renewals) {
            long found = Sql.number(
                    connection,
                    "select count(*) from account where id = ? and revision = ? and removed_at is null",
                    renewal.account().id().bytes(),
                    renewal.account().revision());
            if (found == 0) {
                return false;
            }
        }
        return true;
    }

    private static void renew(Connection connection, Renewal renewal, Instant now) throws SQLException {
        byte[] account = renewal.account().id().bytes();
        switch (renewal.previous()) {
            case Previous.Until(Instant until) -> Sql.update(connection, """
                        update account set previous_password = case when ? = 1 then password end, previous_until_at = ?,
                            previous_used_at = null
                        where id = ?
                        """, until != null, until, account);
            case Previous.NeverHandedOut() -> {}
        }
        Sql.update(
                connection,
                "update account set password = ?, rotated_at = ?, handout_since = ?, revision = revision + 1 where id = ?",
                renewal.password().encoded(),
                now,
                renewal.waits() ? now : null,
                account);
    }

    @Override
    public ChangeOutcome handedOut(List<AccountId> accounts, AuditRecord record) {
        return settings.change(record, connection -> {
            for (AccountId account : accounts) {
                wait(connection, account, null);
            }
            return ChangeOutcome.DONE;
        });
    }
}
