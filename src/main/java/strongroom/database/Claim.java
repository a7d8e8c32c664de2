package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;

/** What somebody has to do with a backup that stands there. */
enum Claim {
    /** It is theirs, directly or as the successor of a removed account, or the login is open and nobody asks. */
    OWN,
    /** Nobody's: it was written while the login was open. */
    UNOWNED,
    /** Its owner was removed and nobody has succeeded: the next upload takes it over. */
    ORPHANED,
    /** Another account's. */
    FOREIGN;

    /** A chain of successors is never this long: each link is a removed account with the same csi. */
    private static final int MOST_SUCCESSORS = 64;

    private record Link(boolean isRemoved, @Nullable AccountId successor) {}

    /** Finds out what {@code by} (null on an open login) has to do with a backup of {@code owner}. */
    static Claim of(Connection connection, @Nullable AccountId owner, @Nullable AccountId by) throws SQLException {
        if (by == null || by.equals(owner)) {
            return OWN;
        }
        if (owner == null) {
            return UNOWNED;
        }
        AccountId at = owner;
        for (int i = 0; i < MOST_SUCCESSORS; i++) {
            if (at.equals(by)) {
                return OWN;
            }
            Link link = link(connection, at);
            if (link != null && !link.isRemoved()) {
                return FOREIGN;
            }
            if (link == null || link.successor() == null) {
                return ORPHANED;
            }
            at = link.successor();
        }
        return FOREIGN;
    }

    private static @Nullable Link link(Connection connection, AccountId account) throws SQLException {
        return Sql.first(
                connection,
                "select removed_at, successor from account where id = ?",
                row -> new Link(Sql.wholeNumber(row, "removed_at") != null, successor(row)),
                (Object) account.bytes());
    }

    private static @Nullable AccountId successor(ResultSet row) throws SQLException {
        byte[] id = row.getBytes("successor");
        return id == null ? null : AccountId.of(id);
    }
}
