package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import strongroom.database.Database.Refused;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SqliteEngineTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path other;

    private SqliteEngine engine;
    private Connection writer;

    @BeforeEach
    void open() throws SQLException {
        engine = SqliteEngine.open(directory, true, Roomy.space());
        writer = engine.open(Engine.Use.WRITING);
        Connections.execute(writer, "create table entry (bytes blob not null)");
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(Engine.Use.class)
    void every_connection_syncs_each_commit_and_never_moves_the_log_by_itself(Engine.Use use) throws SQLException {
        try (Connection connection = engine.open(use)) {
            String journal = Sql.first(connection, "pragma journal_mode", row -> row.getString(1));
            assertThat(journal).isEqualTo("wal");
            assertThat(Sql.number(connection, "pragma synchronous")).isEqualTo(2);
            assertThat(Sql.number(connection, "pragma wal_autocheckpoint")).isZero();
            assertThat(Sql.number(connection, "pragma auto_vacuum")).isEqualTo(2);
            assertThat(Sql.number(connection, "pragma secure_delete")).isEqualTo(2);
            assertThat(Sql.number(connection, "pragma page_size")).isEqualTo(4096);
            assertThat(Sql.number(connection, "pragma foreign_keys")).isEqualTo(1);
            assertThat(Sql.number(connection, "pragma busy_timeout")).isEqualTo(5000);
        }
    }

    @Test
    void files_are_the_owners_alone() throws IOException {
        for (String name : new String[] {"strongroom.db", "strongroom.db-wal", "strongroom.db-shm"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_database_that_was_made_with_other_settings_is_refused() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other.resolve(SqliteEngine.FILE))) {
            Connections.execute(connection, "create table entry (x integer)");
        }

        assertRefused(Refused.Reason.UNSAFE);
    }

    @Test
    void what_is_not_a_database_is_refused_and_stays_as_it_is() throws IOException {
        Path file = other.resolve(SqliteEngine.FILE);
        Files.writeString(file, "this is not a database".repeat(100));
        byte[] before = Files.readAllBytes(file);

        assertRefused(Refused.Reason.DAMAGED);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void a_missing_database_is_not_created_unasked() {
        assertRefused(Refused.Reason.NOT_INITIALISED);
        assertThat(other).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_unpacked_library_is_removed_once_it_is_loaded() throws IOException {
        try (Stream<String> regions = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(regions.filter(region -> region.contains("libsqlitejdbc.so")))
                    .isNotEmpty()
                    .allMatch(region -> region.endsWith("(deleted)"));
        }
    }

    @Test
    void a_long_log_is_moved_into_the_database() throws SQLException {
        fill(8);
        assertThat(engine.upkeep().logBytes()).isGreaterThan(8 << 20);

        engine.upkeep().afterCommit(writer);
        fill(0);

        assertThat(engine.upkeep().logBytes()).isLessThan(1 << 20);
        assertThat(entries()).isEqualTo(9);
    }

    @Test
    void a_log_that_begins_anew_with_a_long_commit_is_moved_as_often_as_any() throws SQLException {
        for (int commit = 0; commit < 10; commit++) {
            fill(8);
            engine.upkeep().afterCommit(writer);

            assertThat(engine.upkeep().logBytes()).isLessThan(9 << 20);
        }
    }

    @Test
    void a_very_long_log_is_cut_at_once() throws SQLException {
        fill(33);

        engine.upkeep().afterCommit(writer);

        assertThat(engine.upkeep().logBytes()).isZero();
    }

    @Test
    void a_log_that_a_reader_holds_back_does_no_harm() throws SQLException {
        fill(1);
        try (Connection reader = engine.open(Engine.Use.READING)) {
            engine.begin(reader, Engine.Use.READING);
            long seen = Sql.number(reader, "select count(*) from entry");
            fill(33);

            engine.upkeep().afterCommit(writer);

            assertThat(engine.upkeep().logBytes()).isPositive();
            assertThat(Sql.number(reader, "select count(*) from entry")).isEqualTo(seen);
        }
        engine.upkeep().whileIdle(writer);
        assertThat(engine.upkeep().logBytes()).isZero();
        assertThat(Sql.number(writer, "pragma busy_timeout")).isEqualTo(5000);
    }

    @Test
    void a_process_that_does_not_hold_the_directory_leaves_the_log_to_who_does() throws SQLException {
        fill(33);
        SqliteEngine command = SqliteEngine.open(directory, false, Roomy.space());
        try (Connection connection = command.open(Engine.Use.WRITING)) {
            command.upkeep().afterCommit(connection);
            command.upkeep().whileIdle(connection);

            assertThat(command.upkeep().logBytes()).isGreaterThan(33 << 20);
        }
        command.close();
    }

    @Test
    void free_pages_go_back_to_the_file_system_a_few_at_a_time() throws SQLException {
        fill(16);
        Connections.execute(writer, "delete from entry");
        long free = Sql.number(writer, "pragma freelist_count");

        engine.upkeep().whileIdle(writer);

        assertThat(Sql.number(writer, "pragma freelist_count")).isEqualTo(free - 256);
    }

    @Test
    void only_a_failed_sync_ends_everything() {
        assertThat(engine.fault(FaultyEngine.failure(SQLiteErrorCode.SQLITE_IOERR_FSYNC)))
                .isEqualTo(Engine.Fault.NOT_SYNCED);
        assertThat(engine.fault(FaultyEngine.failure(SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC)))
                .isEqualTo(Engine.Fault.NOT_SYNCED);
        assertThat(engine.fault(FaultyEngine.failure(SQLiteErrorCode.SQLITE_FULL)))
                .isEqualTo(Engine.Fault.FULL);
        assertThat(engine.fault(FaultyEngine.failure(SQLiteErrorCode.SQLITE_BUSY)))
                .isEqualTo(Engine.Fault.BUSY);
        assertThat(engine.fault(FaultyEngine.failure(SQLiteErrorCode.SQLITE_IOERR_WRITE)))
                .isEqualTo(Engine.Fault.OTHER);
        assertThat(engine.fault(new SQLException("of the driver"))).isEqualTo(Engine.Fault.OTHER);
    }

    private void assertRefused(Refused.Reason reason) {
        assertThatThrownBy(() -> SqliteEngine.open(other, false, Roomy.space()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    /** Writes entries of a mebibyte each, and a small one. */
    private void fill(int mebibytes) throws SQLException {
        for (int i = 0; i < mebibytes; i++) {
            Sql.update(writer, "insert into entry (bytes) values (?)", (Object) new byte[1 << 20]);
        }
        Sql.update(writer, "insert into entry (bytes) values (?)", (Object) new byte[1]);
    }

    private long entries() throws SQLException {
        return Sql.number(writer, "select count(*) from entry") - 1;
    }
}
