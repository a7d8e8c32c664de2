package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements with their parameters.
 *
 * <p>A statement is used again only if it went well every time ({@link StatementKeeper}). Parameters are byte arrays, texts, numbers, truth
 * values (as 0 or 1), instants (as milliseconds) and null.
 *
 * <p>SQLite plans a statement anew each time a parameter changes that the plan may depend on, which takes three times as long as the
 * answer. Where a question comes with every request, its parameters stand as {@code (select ?)}, on which no plan depends.
 */
final class Sql {

    private Sql() {}

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement that begins or ends something. */
    static void run(Connection connection, String sql) throws SQLException {
        try (Prepared prepared = new Prepared(connection, sql)) {
            prepared.wentWell(prepared.with().execute());
        }
    }

    /** Runs a change and returns the number of rows it touched. */
    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (Prepared prepared = new Prepared(connection, sql)) {
            return prepared.wentWell(prepared.with(parameters).executeUpdate());
        }
    }

    /** Returns all rows. */
    static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (Prepared prepared = new Prepared(connection, sql);
                ResultSet rows = prepared.with(parameters).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return prepared.wentWell(all);
        }
    }

    /** Returns the first row; null if there is none. */
    static <T> @Nullable T first(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (Prepared prepared = new Prepared(connection, sql);
                ResultSet rows = prepared.with(parameters).executeQuery()) {
            return prepared.<@Nullable T>wentWell(rows.next() ? row.read(rows) : null);
        }
    }

    /** Returns the number in the only column of the only row. */
    static long number(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        Long found = first(connection, sql, row -> row.getLong(1), parameters);
        if (found == null) {
            throw new SQLException("a row was expected");
        }
        return found;
    }

    /** Reads a column of milliseconds; null if it is null. */
    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Long millis = wholeNumber(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** Reads a column of whole numbers; null if it is null. */
    static @Nullable Long wholeNumber(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** Reads a column of numbers that fit an int; null if it is null. */
    static @Nullable Integer smallNumber(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
