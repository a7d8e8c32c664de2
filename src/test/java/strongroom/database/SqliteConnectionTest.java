package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SqliteConnectionTest {

    private static final String INSERT = "insert into entry values (?)";

    @TempDir
    private Path directory;

    private SqliteEngine engine;
    private Connection connection;
    private StatementKeeper keeper;

    @BeforeEach
    void open() throws SQLException {
        engine = SqliteEngine.open(directory, true, Roomy.space());
        connection = engine.open(Engine.Use.WRITING);
        keeper = connection.unwrap(StatementKeeper.class);
        Connections.execute(connection, "create table entry (name text not null unique)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        engine.close();
    }

    @Test
    void a_statement_that_went_well_is_used_again() throws SQLException {
        Sql.update(connection, INSERT, "a");
        PreparedStatement kept = keeper.take(INSERT);
        keeper.keep(INSERT, kept);

        Sql.update(connection, INSERT, "b");

        assertThat(keeper.take(INSERT)).isSameAs(kept);
        assertThat(Sql.number(connection, "select count(*) from entry")).isEqualTo(2);
    }

    @Test
    void a_statement_that_failed_is_not_used_again() throws SQLException {
        Sql.update(connection, INSERT, "a");
        PreparedStatement kept = keeper.take(INSERT);
        keeper.keep(INSERT, kept);

        assertThatThrownBy(() -> Sql.update(connection, INSERT, "a")).isInstanceOf(SQLException.class);

        assertThat(kept.isClosed()).isTrue();
        Sql.update(connection, INSERT, "b");
        assertThat(Sql.number(connection, "select count(*) from entry")).isEqualTo(2);
    }

    @Test
    void a_statement_whose_reader_failed_is_not_used_again() throws SQLException {
        String sql = "select 1";
        PreparedStatement kept = keeper.take(sql);
        keeper.keep(sql, kept);

        assertThatThrownBy(() -> Sql.first(connection, sql, row -> {
                    throw new IllegalStateException("the reader gives up");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(kept.isClosed()).isTrue();
    }

    @Test
    void a_statement_in_use_is_given_to_nobody_else() throws SQLException {
        PreparedStatement first = keeper.take(INSERT);

        assertThat(keeper.take(INSERT)).isNotSameAs(first);
    }

    @Test
    void what_was_bound_is_forgotten() throws SQLException {
        String sql = "select ? is null";
        assertThat(Sql.number(connection, sql, "something")).isZero();

        assertThat(keeper.take(sql).executeQuery().getLong(1)).isOne();
    }

    @Test
    void a_pragma_is_prepared_each_time() throws SQLException {
        String sql = "pragma user_version";
        PreparedStatement first = keeper.take(sql);

        keeper.keep(sql, first);

        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void only_so_many_are_kept() throws SQLException {
        PreparedStatement first = keeper.take("select 0");
        keeper.keep("select 0", first);

        for (int i = 1; i <= 100; i++) {
            assertThat(Sql.number(connection, "select " + i)).isEqualTo(i);
        }

        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void a_changed_schema_is_noticed() throws SQLException {
        assertThat(Sql.number(connection, "select count(*) from entry")).isZero();

        Connections.execute(connection, "drop table entry");
        Connections.execute(connection, "create table entry (id integer, name text)");
        Connections.execute(connection, "insert into entry values (1, 'a')");

        assertThat(Sql.number(connection, "select count(*) from entry")).isOne();
    }
}
