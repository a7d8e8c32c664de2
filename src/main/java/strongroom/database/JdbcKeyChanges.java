package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.admin.KeyChanges;
import strongroom.audit.AuditRecord;
import strongroom.sealing.WrappedKey;

/** Changes wrapped keys. Every method looks first and writes only if all of it will be written. */
final class JdbcKeyChanges implements KeyChanges {

    private final Transactions transactions;
    private final AuditAppender audit;
    private final SettingsChanges settings;

    JdbcKeyChanges(Transactions transactions, AuditAppender audit, SettingsRevision revision) {
        this.transactions = transactions;
        this.audit = audit;
        settings = new SettingsChanges(transactions, audit, revision);
    }

    /** What a wrapped key is, whatever wraps it. */
    private record Name(
            WrappedKey.Purpose purpose, @Nullable TenantId tenant, int generation) {

        static Set<Name> of(List<WrappedKey> keys) {
            return keys.stream()
                    .map(key -> new Name(key.purpose(), key.tenant(), key.generation()))
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public boolean rewrap(List<WrappedKey> before, List<WrappedKey> after, AuditRecord record) {
        if (!Name.of(before).equals(Name.of(after))) {
            throw new IllegalArgumentException("no key can be lost or added when all are wrapped anew");
        }
        return settings.changeIf(record, connection -> {
            if (!new HashSet<>(KeyRows.all(connection)).equals(new HashSet<>(before))) {
                return false;
            }
            KeyRows.deleteAll(connection);
            for (WrappedKey key : after) {
                KeyRows.insert(connection, key);
            }
            return true;
        });
    }

    @Override
    public boolean addGeneration(WrappedKey key, AuditRecord record) {
        TenantId tenant = key.tenant();
        if (tenant == null) {
            throw new IllegalArgumentException("only a tenant's key has generations");
        }
        return settings.changeIf(record, connection -> {
            // A removed tenant has no generation left, so it gets no key again.
            if (key.generation() != newest(connection, tenant) + 1 || key.generation() == 1) {
                return false;
            }
            KeyRows.insert(connection, key);
            return true;
        });
    }

    @Override
    public boolean removeGeneration(TenantId tenant, int generation, AuditRecord record) {
        return settings.changeIf(record, connection -> {
            boolean isNeeded = Sql.number(
                            connection,
                            "select count(*) from revision where tenant = ? and generation = ?",
                            tenant.bytes(),
                            generation)
                    > 0;
            if (isNeeded || generation == newest(connection, tenant)) {
                return false;
            }
            return Sql.update(
                            connection,
                            "delete from wrapped_key where purpose = 'tenant' and tenant = ? and generation = ?",
                            tenant.bytes(),
                            generation)
                    == 1;
        });
    }

    @Override
    public void log(AuditRecord record) {
        transactions.write(connection -> {
            audit.append(connection, record);
            return true;
        });
    }

    @Override
    public void confirm(String keyringId, AuditRecord record) {
        settings.changeIf(record, connection -> {
            Sql.update(connection, """
                    insert into confirmed_key (keyring_id, confirmed_at) values (?, ?)
                    on conflict (keyring_id) do update set confirmed_at = excluded.confirmed_at
                    """, keyringId, record.at());
            return true;
        });
    }

    @Override
    public List<String> confirmed() {
        return transactions.read(connection -> Sql.list(
                connection,
                "select keyring_id from confirmed_key order by keyring_id",
                row -> row.getString("keyring_id")));
    }

    @Override
    public List<Usage> usage(@Nullable TenantId tenant) {
        byte[] only = tenant == null ? null : tenant.bytes();
        return transactions.read(connection -> Sql.list(
                connection,
                """
                select k.tenant, k.generation,
                    coalesce(sum(case when v.replaced_clock is not null then 1 else 0 end), 0) as versions,
                    coalesce(sum(case when v.replaced_clock is null and b.state = 'trashed' then 1 else 0 end), 0) as trashed,
                    coalesce(sum(case when v.replaced_clock is null and b.state <> 'trashed' then 1 else 0 end), 0) as live
                from wrapped_key k
                left join revision v on v.tenant = k.tenant and v.generation = k.generation
                left join backup b on b.handle = v.handle
                where k.purpose = 'tenant' and (cast(? as blob) is null or k.tenant = ?)
                group by k.tenant, k.generation order by k.tenant, k.generation
                """,
                row -> new Usage(
                        TenantId.of(row.getBytes("tenant")),
                        row.getInt("generation"),
                        row.getLong("live"),
                        row.getLong("versions"),
                        row.getLong("trashed")),
                only,
                only));
    }

    private static long newest(Connection connection, TenantId tenant) throws SQLException {
        return Sql.number(
                connection,
                "select coalesce(max(generation), 0) from wrapped_key where purpose = 'tenant' and tenant = ?",
                (Object) tenant.bytes());
    }
}
