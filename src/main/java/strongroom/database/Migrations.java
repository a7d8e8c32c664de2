package strongroom.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import strongroom.database.Database.Refused;

/**
 * The schema's versions: numbered SQL files, each applied once, in one transaction with the note that it was, so that a process
 * killed at any moment leaves either version and never something between.
 */
final class Migrations {

    /** The files that ship, the first being version 1. A file never changes once it has shipped. */
    static final List<String> SHIPPED = List.of(
            "V1__store.sql",
            "V2__policies.sql",
            "V3__enforcement.sql",
            "V4__coverage.sql",
            "V5__rotation.sql",
            "V6__work.sql",
            "V7__offboarding.sql",
            "V8__restore.sql");

    private final List<String> scripts;

    /** Takes the text of each version, the first being version 1. */
    Migrations(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    static Migrations shipped() {
        return new Migrations(SHIPPED.stream().map(Migrations::resource).toList());
    }

    /** Brings the schema to the newest version; refuses one that is newer or not ours. The caller holds the directory's lock. */
    void migrate(Engine engine, Connection connection) throws SQLException {
        for (int from = version(engine, connection); from < scripts.size(); from++) {
            apply(engine, connection, from + 1);
        }
    }

    /** Refuses any schema but the newest version. */
    void check(Engine engine, Connection connection) throws SQLException {
        int found = version(engine, connection);
        if (found == 0) {
            throw new Refused(Refused.Reason.NOT_INITIALISED, "the database is empty", null);
        }
        if (found < scripts.size()) {
            throw new Refused(new Refused.Schema(found, scripts.size()));
        }
    }

    private void apply(Engine engine, Connection connection, int version) throws SQLException {
        String script = scripts.get(version - 1);
        engine.begin(connection, Engine.Use.WRITING);
        try {
            Connections.execute(
                    connection,
                    "create table if not exists schema_version (version integer primary key, checksum text not null)");
            for (String statement : SqlScript.statements(script)) {
                Connections.execute(connection, statement);
            }
            Sql.update(
                    connection,
                    "insert into schema_version (version, checksum) values (?, ?)",
                    version,
                    checksum(script));
            engine.commit(connection);
        } catch (SQLException failure) {
            Connections.rollbackQuietly(connection);
            throw failure;
        }
    }

    private record Applied(int version, String checksum) {}

    private int version(Engine engine, Connection connection) throws SQLException {
        engine.begin(connection, Engine.Use.READING);
        try {
            return versionInTransaction(connection);
        } finally {
            Connections.rollbackQuietly(connection);
        }
    }

    private int versionInTransaction(Connection connection) throws SQLException {
        if (!hasTable(connection, "schema_version")) {
            if (hasTable(connection, "%")) {
                throw new Refused(Refused.Reason.FOREIGN, "the database was not made by this program", null);
            }
            return 0;
        }
        List<Applied> applied = Sql.list(
                connection,
                "select version, checksum from schema_version order by version",
                row -> new Applied(row.getInt(1), row.getString(2)));
        if (applied.size() > scripts.size()) {
            throw new Refused(new Refused.Schema(applied.size(), scripts.size()));
        }
        for (int i = 0; i < applied.size(); i++) {
            if (!applied.get(i).equals(new Applied(i + 1, checksum(scripts.get(i))))) {
                throw new Refused(
                        Refused.Reason.FOREIGN, "version " + (i + 1) + " of the database is not this program's", null);
            }
        }
        return applied.size();
    }

    private static boolean hasTable(Connection connection, String pattern) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), pattern, new String[] {"TABLE"})) {
            return tables.next();
        }
    }

    private static String checksum(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every Java platform has SHA-256", failure);
        }
    }

    private static String resource(String name) {
        try (InputStream script = Migrations.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the program cannot lack " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + name, failure);
        }
    }
}
