package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import strongroom.database.Database.Refused;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MigrationsTest {

    private static final String FIRST = "create table a (x integer); insert into a (x) values (1);";
    private static final String SECOND = "create table b (x integer); insert into a (x) values (2);";

    @TempDir
    private Path directory;

    @TempDir
    private Path copies;

    private SqliteEngine engine;

    @BeforeEach
    void open() {
        engine = SqliteEngine.open(directory, true, Roomy.space());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void an_empty_database_gets_every_version_once() throws SQLException {
        migrate(FIRST, SECOND);
        migrate(FIRST, SECOND);

        assertThat(number("select count(*) from a")).isEqualTo(2);
        assertThat(number("select max(version) from schema_version")).isEqualTo(2);
    }

    @Test
    void an_older_database_gets_what_it_lacks() throws SQLException {
        migrate(FIRST);
        migrate(FIRST, SECOND);

        assertThat(number("select count(*) from a")).isEqualTo(2);
    }

    @Test
    void a_store_of_the_first_version_that_shipped_keeps_what_it_has() throws Exception {
        migrate(shipped("V1__store.sql"));
        engine.begin(engine.last(), Engine.Use.WRITING);
        Sql.update(engine.last(), "update settings_revision set revision = 42");
        engine.commit(engine.last());

        Migrations.shipped().migrate(engine, engine.last());

        assertThat(number("select revision from settings_revision")).isEqualTo(42);
        assertThat(number("select count(*) from policy_value")).isZero();
        assertThat(number("select max(version) from schema_version")).isEqualTo(Migrations.SHIPPED.size());
    }

    @Test
    void a_version_that_fails_leaves_the_one_before() throws SQLException {
        migrate(FIRST);

        assertThatThrownBy(() -> migrate(FIRST, SECOND + "insert into no_such (x) values (1);"))
                .isInstanceOf(SQLException.class);

        assertThat(number("select count(*) from a")).isEqualTo(1);
        assertThat(number("select max(version) from schema_version")).isEqualTo(1);
        migrate(FIRST, SECOND);
    }

    @Test
    void what_a_process_killed_before_the_commit_leaves_is_the_version_before() throws Exception {
        migrate(FIRST);
        FaultyEngine killed = new FaultyEngine(engine);
        // Reading the version ends with a rollback, so the first commit is the migration's.
        killed.failNextCommit(SQLiteErrorCode.SQLITE_IOERR_WRITE);

        engine.begin(engine.last(), Engine.Use.WRITING);
        for (String statement : SqlScript.statements(SECOND)) {
            Connections.execute(engine.last(), statement);
        }
        copyFiles();
        Connections.execute(engine.last(), "rollback");
        assertThatThrownBy(() -> new Migrations(List.of(FIRST, SECOND)).migrate(killed, engine.last()))
                .isInstanceOf(SQLException.class);

        assertThat(number("select max(version) from schema_version")).isEqualTo(1);
        SqliteEngine copy = SqliteEngine.open(copies, false, Roomy.space());
        new Migrations(List.of(FIRST, SECOND)).migrate(copy, copy.last());
        assertThat(Sql.number(copy.last(), "select count(*) from a")).isEqualTo(2);
        copy.close();
    }

    @Test
    void a_newer_database_is_refused_by_everybody() throws SQLException {
        migrate(FIRST, SECOND);

        assertRefused(Refused.Reason.NEWER, () -> migrate(FIRST));
        assertRefused(Refused.Reason.NEWER, () -> check(FIRST));
    }

    @Test
    void an_older_or_empty_database_is_refused_by_who_may_not_migrate() throws SQLException {
        assertRefused(Refused.Reason.NOT_INITIALISED, () -> check(FIRST));
        migrate(FIRST);
        assertRefused(Refused.Reason.OLDER, () -> check(FIRST, SECOND));
        assertThat(number("select count(*) from a")).isEqualTo(1);
        check(FIRST);
    }

    @Test
    void a_database_of_another_program_or_with_another_version_1_is_refused() throws SQLException {
        Connections.execute(engine.last(), "create table theirs (x integer)");
        assertRefused(Refused.Reason.FOREIGN, () -> migrate(FIRST));
        Connections.execute(engine.last(), "drop table theirs");

        migrate(FIRST);
        assertRefused(Refused.Reason.FOREIGN, () -> migrate(SECOND));
    }

    private static String shipped(String name) throws IOException {
        try (InputStream script = Objects.requireNonNull(Migrations.class.getResourceAsStream(name))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void migrate(String... scripts) throws SQLException {
        new Migrations(List.of(scripts)).migrate(engine, engine.last());
    }

    private void check(String... scripts) throws SQLException {
        new Migrations(List.of(scripts)).check(engine, engine.last());
    }

    private long number(String sql) throws SQLException {
        return Sql.number(engine.last(), sql);
    }

    /** What lies in the page cache is what a process that is killed leaves. */
    private void copyFiles() throws IOException {
        for (String name : List.of("strongroom.db", "strongroom.db-wal")) {
            Files.copy(directory.resolve(name), copies.resolve(name));
        }
    }

    private static void assertRefused(
            Refused.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
