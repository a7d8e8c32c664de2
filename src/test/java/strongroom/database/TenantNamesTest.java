package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the schema itself forbids, whatever the code above it forgets. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TenantNamesTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException, IOException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        for (String statement : SqlScript.statements(schema())) {
            Sql.update(connection, statement);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void a_path_cannot_be_the_slug_or_a_former_slug_of_another_tenant() throws SQLException {
        insert("slug", "acme", 1);
        insert("former-slug", "globex", 1);

        assertTaken("path", "acme");
        assertTaken("path", "globex");
        assertTaken("slug", "globex");
        assertTaken("former-slug", "acme");
    }

    @Test
    void a_host_may_look_like_a_slug_but_not_like_another_host() throws SQLException {
        insert("slug", "acme", 1);
        insert("host", "acme", 2);

        assertTaken("host", "acme");
        assertThat(Sql.number(connection, "select count(*) from tenant_name")).isEqualTo(2);
    }

    private void assertTaken(String kind, String name) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(kind, name, 3));
    }

    private void insert(String kind, String name, int tenant) throws SQLException {
        byte[] id = new byte[16];
        id[0] = (byte) tenant;
        Sql.update(
                connection,
                "insert into tenant_name (kind, name, tenant, position) values (?, ?, ?, 0)",
                kind,
                name,
                id);
    }

    private static String schema() throws IOException {
        try (var file = Objects.requireNonNull(Database.class.getResourceAsStream("V1__store.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
