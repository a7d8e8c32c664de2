package strongroom.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who writes a backup, and when that last changed: two phones with one identity write it by turns (mdm-policy R17, W58).
 *
 * @param writer the platform of the last upload that showed one, null if none did
 * @param turnedAt when another account or platform than the one before last wrote, null if never
 * @param turnedBeforeAt the turn before that
 */
record Writing(
        @Nullable String writer,
        @Nullable Instant turnedAt,
        @Nullable Instant turnedBeforeAt) {

    /** The first upload of a backup. */
    static Writing first(@Nullable String platform) {
        return new Writing(platform, null, null);
    }

    /** Reads the columns of a backup's row. */
    static Writing read(ResultSet row) throws SQLException {
        return new Writing(
                row.getString("writer"), Sql.instant(row, "turned_at"), Sql.instant(row, "turned_before_at"));
    }

    /**
     * Returns what is to be noted of an upload. An upload that shows no platform is no turn by itself, and forgets none.
     *
     * @param isOthers whether another account than the one before uploads, which could still upload itself
     */
    Writing after(@Nullable String platform, boolean isOthers, Instant at) {
        boolean isOtherPlatform = platform != null && writer != null && !platform.equals(writer);
        String last = platform == null ? writer : platform;
        return isOthers || isOtherPlatform
                ? new Writing(last, at, turnedAt)
                : new Writing(last, turnedAt, turnedBeforeAt);
    }
}
