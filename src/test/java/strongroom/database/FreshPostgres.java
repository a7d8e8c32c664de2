package strongroom.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL for a test class, with an empty schema for each test. */
final class FreshPostgres implements AfterAllCallback {

    private @Nullable EmbeddedPostgres server;

    OneConnection empty() throws SQLException, IOException {
        EmbeddedPostgres running = server;
        if (running == null) {
            running = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            server = running;
        }
        Connection connection = running.getPostgresDatabase().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade");
            statement.execute("create schema public");
            statement.execute("create domain blob as bytea");
        }
        return new OneConnection(connection);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        EmbeddedPostgres running = server;
        // Called for every nested class too.
        if (running != null && context.getRequiredTestClass().getEnclosingClass() == null) {
            running.close();
            server = null;
        }
    }
}
