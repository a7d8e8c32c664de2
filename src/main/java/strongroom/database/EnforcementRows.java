package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decision.OnReads;
import strongroom.enforcement.Decision.OnUploads;
import strongroom.enforcement.Decisions;

/** Decisions about uploads and reads as rows; where nothing was decided there is none. */
final class EnforcementRows {

    /** A key column cannot be null, so a tenant's own decision has zeros where others have the account. */
    private static final byte[] WHOLE_TENANT = new byte[16];

    private EnforcementRows() {}

    private record Row(@Nullable AccountId account, Decision decision) {}

    static Decisions of(Connection connection, TenantId tenant) throws SQLException {
        Decision all = Decision.NONE;
        Map<AccountId, Decision> accounts = new HashMap<>();
        for (Row row : Sql.list(
                connection,
                """
                select e.* from enforcement e left join account a on a.id = e.account
                where e.tenant = ? and a.removed_at is null
                """,
                found -> {
                    byte[] account = found.getBytes("account");
                    return new Row(
                            Arrays.equals(account, WHOLE_TENANT) ? null : AccountId.of(account),
                            new Decision(
                                    Words.read(OnUploads.class, found.getString("uploads")),
                                    Words.read(OnReads.class, found.getString("reads"))));
                },
                (Object) tenant.bytes())) {
            if (row.account() == null) {
                all = row.decision();
            } else {
                accounts.put(row.account(), row.decision());
            }
        }
        return new Decisions(all, accounts);
    }

    /** Returns what was decided for one account alone, or for the tenant if it is null. */
    static Decision of(Connection connection, TenantId tenant, @Nullable AccountId account) throws SQLException {
        Decision found = Sql.first(
                connection,
                "select uploads, reads from enforcement where tenant = ? and account = ?",
                row -> new Decision(
                        Words.read(OnUploads.class, row.getString("uploads")),
                        Words.read(OnReads.class, row.getString("reads"))),
                tenant.bytes(),
                bytes(account));
        return found == null ? Decision.NONE : found;
    }

    static void write(Connection connection, TenantId tenant, @Nullable AccountId account, Decision decision)
            throws SQLException {
        if (decision.equals(Decision.NONE)) {
            Sql.update(
                    connection,
                    "delete from enforcement where tenant = ? and account = ?",
                    tenant.bytes(),
                    bytes(account));
            return;
        }
        Sql.update(
                connection,
                """
                insert into enforcement (tenant, account, uploads, reads) values (?, ?, ?, ?)
                on conflict (tenant, account) do update set uploads = excluded.uploads, reads = excluded.reads
                """,
                tenant.bytes(),
                bytes(account),
                Words.of(decision.uploads()),
                Words.of(decision.reads()));
    }

    /** Deletes what was decided for one account; returns how many rows went. */
    static int deleteOf(Connection connection, AccountId account) throws SQLException {
        return Sql.update(connection, "delete from enforcement where account = ?", (Object) account.bytes());
    }

    private static byte[] bytes(@Nullable AccountId account) {
        return account == null ? WHOLE_TENANT : account.bytes();
    }
}
