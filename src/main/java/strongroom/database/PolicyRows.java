package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;

/** Values of policies as rows. */
final class PolicyRows {

    /** As long as an account's identity: that of a value that is set for everybody is all zeros, for a key column cannot be null. */
    private static final int ACCOUNT_BYTES = 16;

    private PolicyRows() {}

    /**
     * Which value it is.
     *
     * @param account null for everybody
     */
    record Key(@Nullable AccountId account, Channel channel, Parameter parameter) {}

    /** A value as it lies in the store; see the columns of the table. */
    record Stored(
            String form,
            String value,
            @Nullable String said,
            @Nullable String pattern) {}

    /** A row, with when it was set. */
    record Row(Key key, Stored stored, long revision, Instant setAt) {}

    static List<Row> of(Connection connection, TenantId tenant) throws SQLException {
        return Sql.list(
                connection,
                "select * from policy_value where tenant = ? order by account, channel, parameter",
                PolicyRows::row,
                (Object) tenant.bytes());
    }

    /** Returns what is set for one account alone, or for everybody if it is null. */
    static List<Row> of(Connection connection, TenantId tenant, @Nullable AccountId account) throws SQLException {
        return Sql.list(
                connection,
                "select * from policy_value where tenant = ? and account = ? order by channel, parameter",
                PolicyRows::row,
                tenant.bytes(),
                bytes(account));
    }

    /** Returns the truth values alone, in which no secret is: all that decides about uploads and reads. */
    static Layer truths(Connection connection, TenantId tenant, @Nullable AccountId account) throws SQLException {
        Layer layer = Layer.EMPTY;
        for (Row row : of(connection, tenant, account)) {
            if (row.stored().form().equals(PolicyForms.TRUTH)) {
                Channel channel = row.key().channel();
                Value value = new Value.Truth(Boolean.parseBoolean(row.stored().value()));
                layer = layer.with(channel, layer.of(channel).with(row.key().parameter(), value));
            }
        }
        return layer;
    }

    static boolean cockpitOverrides(Connection connection, TenantId tenant) throws SQLException {
        return Sql.number(connection, "select count(*) from policy where tenant = ? and cockpit_overrides = 1", (Object)
                        tenant.bytes())
                == 1;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                key(row),
                new Stored(
                        row.getString("form"), row.getString("value"), row.getString("said"), row.getString("pattern")),
                row.getLong("revision"),
                Instant.ofEpochMilli(row.getLong("set_at")));
    }

    private static Key key(ResultSet row) throws SQLException {
        byte[] account = row.getBytes("account");
        return new Key(
                Arrays.equals(account, new byte[ACCOUNT_BYTES]) ? null : AccountId.of(account),
                Words.read(Channel.class, row.getString("channel")),
                Words.read(Parameter.class, row.getString("parameter")));
    }

    static void replace(Connection connection, TenantId tenant, Row row) throws SQLException {
        Stored stored = row.stored();
        Sql.update(
                connection,
                """
                insert into policy_value (tenant, account, channel, parameter, form, value, said, pattern, revision, set_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant, account, channel, parameter) do update set form = excluded.form, value = excluded.value,
                    said = excluded.said, pattern = excluded.pattern, revision = excluded.revision, set_at = excluded.set_at
                """,
                tenant.bytes(),
                bytes(row.key().account()),
                Words.of(row.key().channel()),
                Words.of(row.key().parameter()),
                stored.form(),
                stored.value(),
                stored.said(),
                stored.pattern(),
                row.revision(),
                row.setAt());
    }

    static void delete(Connection connection, TenantId tenant, Key key) throws SQLException {
        Sql.update(
                connection,
                "delete from policy_value where tenant = ? and account = ? and channel = ? and parameter = ?",
                tenant.bytes(),
                bytes(key.account()),
                Words.of(key.channel()),
                Words.of(key.parameter()));
    }

    /** Deletes all that is set for one account alone, and moves the policy's revision if that was anything; returns how many values went. */
    static int deleteOf(Connection connection, AccountId account) throws SQLException {
        int values = Sql.update(
                connection,
                "delete from policy_value where tenant = (select tenant from account where id = ?) and account = ?",
                account.bytes(),
                account.bytes());
        if (values > 0) {
            Sql.update(
                    connection,
                    "update policy set revision = revision + 1 where tenant = (select tenant from account where id = ?)",
                    (Object) account.bytes());
        }
        return values;
    }

    private static byte[] bytes(@Nullable AccountId account) {
        return account == null ? new byte[ACCOUNT_BYTES] : account.bytes();
    }
}
