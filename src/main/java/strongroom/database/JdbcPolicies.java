package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.PolicyChanges;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditRecord;
import strongroom.mdm.Channel;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policies;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Value;
import strongroom.sealing.Secrets;

/**
 * Reads and changes policies. What is secret is sealed before a transaction and opened after it: the key may have to be read from the
 * store, and its writer must not wait for its readers.
 */
final class JdbcPolicies implements Policies, PolicyChanges {

    private final Transactions transactions;
    private final SettingsChanges settings;
    private final PolicyForms forms;

    JdbcPolicies(Transactions transactions, AuditAppender audit, SettingsRevision revision, Secrets secrets) {
        this.transactions = transactions;
        settings = new SettingsChanges(transactions, audit, revision);
        forms = new PolicyForms(secrets);
    }

    private record Head(long revision, boolean cockpitOverrides) {

        private static final Head NONE = new Head(0, false);
    }

    private record Read(Head head, List<PolicyRows.Row> rows) {}

    @Override
    public TenantPolicy of(TenantId tenant) {
        Read read =
                transactions.read(connection -> new Read(head(connection, tenant), PolicyRows.of(connection, tenant)));
        return policy(tenant, read);
    }

    private TenantPolicy policy(TenantId tenant, Read read) {
        Map<AccountId, TenantPolicy.Scope> individual = new HashMap<>();
        TenantPolicy.Scope global = TenantPolicy.Scope.EMPTY;
        for (PolicyRows.Row row : read.rows()) {
            AccountId account = row.key().account();
            if (account == null) {
                global = with(global, tenant, row);
            } else {
                individual.put(account, with(individual.getOrDefault(account, TenantPolicy.Scope.EMPTY), tenant, row));
            }
        }
        return new TenantPolicy(tenant, read.head().revision(), read.head().cockpitOverrides(), global, individual);
    }

    /** Reads no more than an edit is about: one that comes in many steps would read all the others each time. */
    private TenantPolicy concerned(Edit edit) {
        Read read = transactions.read(connection -> {
            List<PolicyRows.Row> rows = new ArrayList<>();
            for (Edit.Scope scope : edit.scopes()) {
                rows.addAll(PolicyRows.of(connection, edit.tenant(), scope.account()));
            }
            return new Read(head(connection, edit.tenant()), rows);
        });
        return policy(edit.tenant(), read);
    }

    private TenantPolicy.Scope with(TenantPolicy.Scope scope, TenantId tenant, PolicyRows.Row row) {
        Channel channel = row.key().channel();
        Policy policy = scope.layer().of(channel).with(row.key().parameter(), forms.read(tenant, row));
        boolean isRestoreId = row.key().parameter() == Parameter.TH_SAFE_RESTORE_ID;
        return new TenantPolicy.Scope(
                scope.layer().with(channel, policy), isRestoreId ? row.setAt() : scope.restoreIdAt());
    }

    @Override
    public ChangeOutcome change(Edit edit, List<AuditRecord> records) {
        return settings.change(records, prepared(edit, records.getFirst().at()));
    }

    /** Returns what writes an edit, for a transaction that writes more; it writes nothing unless its outcome is that it is done. */
    Transactions.Work<ChangeOutcome> prepared(Edit edit, Instant now) {
        Difference difference = difference(edit, now);
        return connection -> {
            if (!isCurrent(connection, edit) || !isWhole(connection, edit)) {
                return ChangeOutcome.OUTDATED;
            }
            write(connection, edit, difference);
            return ChangeOutcome.DONE;
        };
    }

    /** The rows that an edit changes, sealed; for a transaction that changes more than the policy. */
    record Difference(List<PolicyRows.Key> removed, List<PolicyRows.Row> set) {}

    /** Tells whether the policy still is the one that the edit was made of. */
    static boolean isCurrent(Connection connection, Edit edit) throws SQLException {
        return head(connection, edit.tenant()).revision() == edit.revision();
    }

    /** Writes an edit that is current. */
    static void write(Connection connection, Edit edit, Difference difference) throws SQLException {
        writeHead(connection, edit);
        for (PolicyRows.Key removed : difference.removed()) {
            PolicyRows.delete(connection, edit.tenant(), removed);
        }
        for (PolicyRows.Row set : difference.set()) {
            PolicyRows.replace(connection, edit.tenant(), set);
        }
    }

    /** Compares with what is stored now; if that is not what the edit was made of, its revision tells. */
    Difference difference(Edit edit, Instant now) {
        TenantPolicy before = concerned(edit);
        Difference difference = new Difference(new ArrayList<>(), new ArrayList<>());
        for (Edit.Scope scope : edit.scopes()) {
            for (Channel channel : Channel.values()) {
                Policy was = before.scope(scope.account()).layer().of(channel);
                Policy is = scope.layer().of(channel);
                for (Parameter parameter : Parameter.values()) {
                    PolicyRows.Key key = new PolicyRows.Key(scope.account(), channel, parameter);
                    Value value = is.get(parameter);
                    if (value == null && was.has(parameter)) {
                        difference.removed().add(key);
                    } else if (value != null && !value.equals(was.get(parameter))) {
                        PolicyRows.Stored stored = forms.write(edit.tenant(), key, value);
                        difference.set().add(new PolicyRows.Row(key, stored, edit.revision() + 1, now));
                    }
                }
            }
        }
        return difference;
    }

    private static Head head(Connection connection, TenantId tenant) throws SQLException {
        Head found = Sql.first(
                connection,
                "select revision, cockpit_overrides from policy where tenant = ?",
                row -> new Head(row.getLong("revision"), row.getInt("cockpit_overrides") == 1),
                (Object) tenant.bytes());
        return found == null ? Head.NONE : found;
    }

    /** Tells whether the tenant and all accounts are there that are to get values. */
    static boolean isWhole(Connection connection, Edit edit) throws SQLException {
        for (Edit.Scope scope : edit.scopes()) {
            if (scope.account() != null && !AccountRows.isThere(connection, edit.tenant(), scope.account())) {
                return false;
            }
        }
        return TenantRows.isThere(connection, edit.tenant());
    }

    private static void writeHead(Connection connection, Edit edit) throws SQLException {
        Sql.update(connection, """
                insert into policy (tenant, revision, cockpit_overrides) values (?, ?, ?)
                on conflict (tenant) do update set revision = excluded.revision, cockpit_overrides = excluded.cockpit_overrides
                """, edit.tenant().bytes(), edit.revision() + 1, edit.cockpitOverrides());
    }
}
