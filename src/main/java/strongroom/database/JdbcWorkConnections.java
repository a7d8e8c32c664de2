package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.admin.WorkConnections;
import strongroom.audit.AuditRecord;
import strongroom.sealing.Secrets;
import strongroom.work.ApiKey;
import strongroom.work.BaseUrl;

/** Subscriptions as rows. The key is sealed together with the URL that it is for, so that nobody can lead it elsewhere. */
final class JdbcWorkConnections implements WorkConnections {

    private final Transactions transactions;
    private final AuditAppender audit;
    private final SettingsChanges settings;
    private final Secrets secrets;
    private final JdbcPolicies policies;

    JdbcWorkConnections(
            Transactions transactions,
            AuditAppender audit,
            SettingsRevision revision,
            Secrets secrets,
            JdbcPolicies policies) {
        this.transactions = transactions;
        this.audit = audit;
        this.settings = new SettingsChanges(transactions, audit, revision);
        this.secrets = secrets;
        this.policies = policies;
    }

    private record Row(
            String url,
            String key,
            Instant connectedAt,
            @Nullable Instant pulledAt,
            @Nullable Instant pushingAt,
            Calls calls) {}

    @Override
    public @Nullable Connected find(TenantId tenant) {
        Row row = transactions.<@Nullable Row>read(connection -> Sql.first(
                connection, "select * from work_connection where tenant = ?", JdbcWorkConnections::row, (Object)
                        tenant.bytes()));
        if (row == null || !(BaseUrl.read(row.url()) instanceof BaseUrl.Good(BaseUrl url))) {
            return null;
        }
        return new Connected(
                tenant, url, opened(tenant, row), row.connectedAt(), row.pulledAt(), row.pushingAt(), row.calls());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("base_url"),
                row.getString("api_key"),
                Instant.ofEpochMilli(row.getLong("connected_at")),
                Sql.instant(row, "pulled_at"),
                Sql.instant(row, "pushing_at"),
                new Calls(row.getLong("calls_day"), row.getLong("calls")));
    }

    private @Nullable ApiKey opened(TenantId tenant, Row row) {
        try {
            String opened =
                    secrets.open(place(tenant, row.url()), Base64.getDecoder().decode(row.key()));
            return opened == null ? null : ApiKey.parse(opened);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static Secrets.Place place(TenantId tenant, String url) {
        return new Secrets.Place(tenant, null, "work/" + url);
    }

    @Override
    public ChangeOutcome connect(TenantId tenant, BaseUrl url, ApiKey key, Calls made, AuditRecord record) {
        String sealed = Base64.getEncoder().encodeToString(secrets.seal(place(tenant, url.toString()), key.value()));
        return settings.change(record, connection -> {
            if (!TenantRows.isThere(connection, tenant)) {
                return ChangeOutcome.OUTDATED;
            }
            Sql.update(connection, """
                    insert into work_connection (tenant, base_url, api_key, connected_at, calls_day, calls) values (?, ?, ?, ?, ?, ?)
                    on conflict (tenant) do update set base_url = excluded.base_url, api_key = excluded.api_key,
                        pulled_at = case when work_connection.base_url = excluded.base_url then work_connection.pulled_at end,
                        pushing_at = case when work_connection.base_url = excluded.base_url then work_connection.pushing_at end,
                        connected_at = excluded.connected_at, calls_day = excluded.calls_day,
                        calls = excluded.calls
                            + case when work_connection.calls_day = excluded.calls_day then work_connection.calls else 0 end
                    """, tenant.bytes(), url.toString(), sealed, record.at(), made.day(), made.count());
            return ChangeOutcome.DONE;
        });
    }

    @Override
    public ChangeOutcome disconnect(TenantId tenant, AuditRecord record) {
        remember(tenant, List.of());
        return settings.change(record, connection -> {
            int removed =
                    Sql.update(connection, "delete from work_connection where tenant = ?", (Object) tenant.bytes());
            return removed == 1 ? ChangeOutcome.DONE : ChangeOutcome.OUTDATED;
        });
    }

    @Override
    public boolean takeCall(TenantId tenant, long day, int most) {
        return transactions.write(connection -> Sql.update(connection, """
                        update work_connection set calls = case when calls_day = ? then calls + 1 else 1 end, calls_day = ?
                        where tenant = ? and (calls_day <> ? or calls < ?)
                        """, day, day, tenant.bytes(), day, most)) == 1;
    }

    @Override
    public Map<String, AccountId> remembered(TenantId tenant) {
        Map<String, AccountId> owners = new HashMap<>();
        all(tenant).forEach((id, credential) -> {
            if (credential.owner() != null) {
                owners.put(id, credential.owner());
            }
        });
        return owners;
    }

    private Map<String, Remembered> all(TenantId tenant) {
        List<Remembered> rows = transactions.read(connection -> Sql.list(
                connection,
                "select credential, username, account from work_credential where tenant = ?",
                JdbcWorkConnections::remembered,
                (Object) tenant.bytes()));
        Map<String, Remembered> all = new HashMap<>();
        rows.forEach(row -> all.put(row.id(), row));
        return all;
    }

    private static Remembered remembered(ResultSet row) throws SQLException {
        byte[] owner = row.getBytes("account");
        return new Remembered(
                row.getString("credential"), row.getString("username"), owner == null ? null : AccountId.of(owner));
    }

    @Override
    public void remember(TenantId tenant, List<Remembered> credentials) {
        Map<String, Remembered> before = all(tenant);
        Set<String> gone = new HashSet<>(before.keySet());
        List<Transactions.Work<Integer>> changes = new ArrayList<>();
        for (Remembered credential : credentials) {
            gone.remove(credential.id());
            if (!Objects.equals(before.get(credential.id()), credential)) {
                changes.add(connection -> put(connection, tenant, credential));
            }
        }
        gone.forEach(id -> changes.add(connection -> Sql.update(
                connection, "delete from work_credential where tenant = ? and credential = ?", tenant.bytes(), id)));
        for (int from = 0; from < changes.size(); from += BackupRows.MOST) {
            List<Transactions.Work<Integer>> step =
                    changes.subList(from, Math.min(changes.size(), from + BackupRows.MOST));
            transactions.write(connection -> {
                int rows = 0;
                for (Transactions.Work<Integer> change : step) {
                    rows += change.run(connection);
                }
                return rows;
            });
        }
    }

    /** Nothing is remembered for a tenant that was disconnected meanwhile. */
    private static int put(Connection connection, TenantId tenant, Remembered credential) throws SQLException {
        AccountId owner = credential.owner();
        return Sql.update(
                connection,
                """
                insert into work_credential (tenant, credential, username, account)
                select w.tenant, ?, ?, cast(? as blob) from work_connection w where w.tenant = ?
                on conflict (tenant, credential) do update set username = excluded.username, account = excluded.account
                """,
                credential.id(),
                credential.username(),
                owner == null ? null : owner.bytes(),
                tenant.bytes());
    }

    @Override
    public void pulled(TenantId tenant, AuditRecord record) {
        transactions.write(connection -> {
            audit.append(connection, record);
            return Sql.update(
                    connection,
                    "update work_connection set pulled_at = ? where tenant = ?",
                    record.at(),
                    tenant.bytes());
        });
    }

    @Override
    public void pushing(TenantId tenant, @Nullable Instant since) {
        transactions.write(connection -> Sql.update(
                connection, "update work_connection set pushing_at = ? where tenant = ?", since, tenant.bytes()));
    }

    @Override
    public void called(AuditRecord record) {
        transactions.write(connection -> {
            audit.append(connection, record);
            return 1;
        });
    }

    @Override
    public ChangeOutcome renew(Renewal renewal, List<AuditRecord> records) {
        Transactions.Work<ChangeOutcome> policy =
                policies.prepared(renewal.edit(), records.getFirst().at());
        return settings.change(records, connection -> {
            boolean isThere = Sql.number(
                            connection,
                            "select count(*) from account where id = ? and password = ? and removed_at is null",
                            renewal.account().bytes(),
                            renewal.before().encoded())
                    == 1;
            ChangeOutcome outcome = isThere ? policy.run(connection) : ChangeOutcome.OUTDATED;
            if (outcome == ChangeOutcome.DONE) {
                write(connection, renewal, records.getFirst().at());
            }
            return outcome;
        });
    }

    private static void write(Connection connection, Renewal renewal, Instant at) throws SQLException {
        boolean keeps = renewal.keepsCurrent();
        Sql.update(
                connection,
                """
                update account set
                    previous_password = case when ? = 1 then password else previous_password end,
                    previous_used_at = case when ? = 1 then null else previous_used_at end,
                    previous_until_at = ?, password = ?, rotated_at = ?, handout_since = null, revision = revision + 1
                where id = ?
                """,
                keeps,
                keeps,
                renewal.previousUntil(),
                renewal.after().encoded(),
                at,
                renewal.account().bytes());
    }
}
