package strongroom.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A statement for one use: taken from a connection that keeps them, or prepared afresh, and given back only if its use went well. */
final class Prepared implements AutoCloseable {

    private final String sql;
    private final @Nullable StatementKeeper keeper;
    private final PreparedStatement statement;
    private boolean wentWell;

    Prepared(Connection connection, String sql) throws SQLException {
        this.sql = sql;
        this.keeper = connection.isWrapperFor(StatementKeeper.class) ? connection.unwrap(StatementKeeper.class) : null;
        this.statement = keeper == null ? connection.prepareStatement(sql) : keeper.take(sql);
    }

    /** Binds what {@link Sql} takes for parameters. */
    PreparedStatement with(@Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    /** Says that its use went well, and passes on what came of it. */
    <T extends @Nullable Object> T wentWell(T result) {
        wentWell = true;
        return result;
    }

    @Override
    public void close() throws SQLException {
        if (wentWell && keeper != null) {
            keeper.keep(sql, statement);
        } else {
            statement.close();
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
