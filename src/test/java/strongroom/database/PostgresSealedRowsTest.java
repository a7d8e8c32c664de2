package strongroom.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
final class PostgresSealedRowsTest extends SealedRowsContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    Fixture open() throws Exception {
        PostgresEngine engine = new PostgresEngine(server.getPostgresDatabase());
        try (Connection connection = engine.open(Engine.Use.WRITING)) {
            Connections.execute(connection, "drop schema public cascade");
            Connections.execute(connection, "create schema public");
            // The one word that the two engines spell differently.
            Connections.execute(connection, "create domain blob as bytea");
            Migrations.shipped().migrate(engine, connection);
        }
        return new Fixture(engine, () -> {});
    }
}
