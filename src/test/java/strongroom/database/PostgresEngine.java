package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** PostgreSQL, as far as the contracts of ports need it: shows that the statements are common to both engines. */
final class PostgresEngine implements Engine {

    private final DataSource connections;

    PostgresEngine(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public Connection open(Use use) throws SQLException {
        return connections.getConnection();
    }

    @Override
    public void begin(Connection connection, Use use) throws SQLException {
        Connections.execute(
                connection, use == Use.WRITING ? "begin" : "begin isolation level repeatable read read only");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        Connections.execute(connection, "commit");
    }

    @Override
    public Fault fault(SQLException failure) {
        return Fault.OTHER;
    }

    @Override
    public boolean lacksSpace(Connection connection) {
        return false;
    }

    @Override
    public Upkeep upkeep() {
        return new Upkeep() {
            @Override
            public void afterCommit(Connection connection) {}

            @Override
            public void whileIdle(Connection connection) {}

            @Override
            public void beforeClosing(Connection connection) {}

            @Override
            public long logBytes() {
                return 0;
            }
        };
    }
}
