package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.Offboarding;
import strongroom.admin.PersonalBackups.Belonging;
import strongroom.admin.PersonalBackups.Belongings;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;

/**
 * What an account has, as rows: backups of its own or of a removed account that it succeeded, and its versions of backups of others. What
 * a removed account had is its successor's alone.
 */
final class BelongingRows {

    /** Owners whose backups are one account's; it stands in place of two parameters, the account twice. */
    static final String OWNERS =
            "(select p.id from account p where (p.id = ? and p.successor is null) or p.successor = ?)";

    private BelongingRows() {}

    /** A version of a backup of another. */
    record Stray(Handle handle, long revision, long bytes, Instant uploadedAt) {}

    static List<Belonging> backups(Connection connection, AccountId account, int most) throws SQLException {
        return Sql.list(
                connection,
                """
                select b.handle, b.state,
                    (select count(*) from revision v where v.handle = b.handle and v.replaced_clock is not null) as versions,
                    case when exists (select 1 from held_backup h where h.handle = b.handle) then 1 else 0 end as any_hold
                from backup b where b.owner in\s""" + OWNERS + " order by b.handle limit ?",
                row -> new Belonging(
                        Handle.of(row.getBytes("handle")),
                        Words.read(State.class, row.getString("state")),
                        row.getInt("versions"),
                        row.getInt("any_hold") == 1),
                account.bytes(),
                account.bytes(),
                most);
    }

    static List<Stray> strays(Connection connection, AccountId account, int most) throws SQLException {
        return Sql.list(
                connection,
                """
                select v.handle, v.revision, v.bytes, v.uploaded_at
                from revision v join backup b on b.handle = v.handle
                where v.replaced_clock is not null and v.owner in\s""" + OWNERS + " and (b.owner is null or b.owner not in " + OWNERS
                        + ") order by v.handle, v.revision limit ?",
                row -> new Stray(
                        Handle.of(row.getBytes("handle")),
                        row.getLong("revision"),
                        row.getLong("bytes"),
                        Instant.ofEpochMilli(row.getLong("uploaded_at"))),
                account.bytes(),
                account.bytes(),
                account.bytes(),
                account.bytes(),
                most);
    }

    static Belongings of(Connection connection, AccountId account) throws SQLException {
        return new Belongings(
                backups(connection, account, Integer.MAX_VALUE),
                strays(connection, account, Integer.MAX_VALUE).size(),
                isHeld(connection, account));
    }

    /** Tells whether the account, its tenant, or a backup that is its own or has a version of it is held. */
    static boolean isHeld(Connection connection, AccountId account) throws SQLException {
        long held = Sql.number(connection, """
                select count(*) from account a join tenant t on t.id = a.tenant
                where a.id = ? and (a.held = 1 or t.held = 1 or exists (select 1 from account p where p.successor = a.id and p.held = 1))
                """, (Object) account.bytes());
        return held > 0
                || backups(connection, account, Integer.MAX_VALUE).stream().anyMatch(Belonging::held)
                || isAnyHeld(connection, strays(connection, account, Integer.MAX_VALUE));
    }

    private static boolean isAnyHeld(Connection connection, List<Stray> strays) throws SQLException {
        for (Stray stray : strays) {
            if (Sql.number(connection, "select count(*) from held_backup where handle = ?", (Object)
                            stray.handle().bytes())
                    > 0) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether something is left that had to go. */
    static boolean isLeft(Connection connection, AccountId account, Offboarding.Backups fate) throws SQLException {
        return switch (fate) {
            case KEEP -> false;
            case TRASH ->
                backups(connection, account, Integer.MAX_VALUE).stream()
                        .anyMatch(backup -> backup.state() == State.LIVE);
            case PURGE ->
                !backups(connection, account, 1).isEmpty()
                        || !strays(connection, account, 1).isEmpty();
        };
    }

    static TenantId tenant(Connection connection, AccountId account) throws SQLException {
        TenantId tenant = Sql.first(
                connection,
                "select tenant from account where id = ?",
                row -> TenantId.of(row.getBytes("tenant")),
                (Object) account.bytes());
        if (tenant == null) {
            throw new SQLException("a row was expected");
        }
        return tenant;
    }
}
