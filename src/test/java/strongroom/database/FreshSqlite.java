package strongroom.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A new SQLite file with the foreign keys on. */
final class FreshSqlite {

    private FreshSqlite() {}

    static OneConnection in(Path directory) throws SQLException, IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + directory.resolve("store.db"));
        return new OneConnection(source.getConnection());
    }
}
