package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.admin.Offboarding;
import strongroom.enforcement.Decision.OnUploads;

/** Offboardings as rows. */
final class OffboardingRows {

    private OffboardingRows() {}

    /** A row with what was before it. */
    record Row(Offboarding offboarding, @Nullable Instant expiresBefore, OnUploads uploadsBefore) {}

    static @Nullable Row find(Connection connection, AccountId account) throws SQLException {
        return Sql.first(
                connection,
                "select * from offboarding where account = ?",
                row -> new Row(
                        offboarding(row),
                        Sql.instant(row, "expires_before_at"),
                        Words.read(OnUploads.class, row.getString("uploads_before"))),
                (Object) account.bytes());
    }

    static Offboarding offboarding(ResultSet row) throws SQLException {
        return new Offboarding(
                AccountId.of(row.getBytes("account")),
                new Offboarding.Terms(
                        row.getInt("keep_id") == 1,
                        row.getInt("keep_app") == 1,
                        Words.read(Offboarding.Backups.class, row.getString("backup"))),
                Instant.ofEpochMilli(row.getLong("decided_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                Sql.instant(row, "done_at"));
    }

    static void replace(Connection connection, Row row) throws SQLException {
        Offboarding offboarding = row.offboarding();
        Sql.update(
                connection,
                """
                insert into offboarding (account, decided_at, keep_id, keep_app, backup, due_at, done_at, expires_before_at,
                    uploads_before)
                values (?, ?, ?, ?, ?, ?, null, ?, ?)
                on conflict (account) do update set decided_at = excluded.decided_at, keep_id = excluded.keep_id,
                    keep_app = excluded.keep_app, backup = excluded.backup, due_at = excluded.due_at, done_at = null,
                    expires_before_at = excluded.expires_before_at, uploads_before = excluded.uploads_before
                """,
                offboarding.account().bytes(),
                offboarding.decidedAt(),
                offboarding.terms().keepId(),
                offboarding.terms().keepApp(),
                Words.of(offboarding.terms().backups()),
                offboarding.dueAt(),
                row.expiresBefore(),
                Words.of(row.uploadsBefore()));
    }

    /** Tells whether this is what becomes of an account's backups, the time has come, and it is not done. */
    static boolean isDue(Connection connection, AccountId account, Offboarding.Backups fate, Instant now)
            throws SQLException {
        Row row = find(connection, account);
        return row != null
                && row.offboarding().isDue(now)
                && row.offboarding().terms().backups() == fate;
    }

    static int delete(Connection connection, AccountId account) throws SQLException {
        return Sql.update(connection, "delete from offboarding where account = ?", (Object) account.bytes());
    }

    /**
     * Tells whether an account has left for good, so that an upload of it that was on its way comes too late: it was erased, or its
     * backups were to be gone by now.
     */
    static boolean hasLeft(Connection connection, AccountId account, Instant now) throws SQLException {
        return Sql.number(connection, """
                        select count(*) from account a left join offboarding o on o.account = a.id
                        where a.id = (select ?)
                            and (a.erased_at is not null or (o.backup <> 'keep' and o.due_at <= (select ?)
                                and a.expires_at <= (select ?)))
                        """, account.bytes(), now, now) > 0;
    }
}
