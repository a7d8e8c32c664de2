package strongroom.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements with their parameters.
 *
 * <p>Each call prepares a fresh statement: after one I/O error a reused one answers errors for ever (reliability 0.10). Parameters are
 * byte arrays, texts, numbers, truth values (as 0 or 1), instants (as milliseconds) and null.
 */
final class Sql {

    private Sql() {}

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a change and returns the number of rows it touched. */
    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Returns all rows. */
    static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }

    /** Returns the first row; null if there is none. */
    static <T> @Nullable T first(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? row.read(rows) : null;
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

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(index, null);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Boolean truth -> statement.setInt(index, truth ? 1 : 0);
            case Instant instant -> statement.setLong(index, instant.toEpochMilli());
            default -> throw new IllegalArgumentException("a parameter cannot be a " + value.getClass());
        }
    }
}
