package strongroom.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library. The driver unpacks it into the temporary directory, which may forbid that (dependencies 3), and removes it when
 * the process ends in good order. Here it is removed as soon as it is loaded, so that a server that is killed leaves nothing behind.
 */
final class SqliteLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

    /** What the kernel has loaded into this process, a region a line, a file's path last. */
    private static final Path LOADED = Path.of("/proc/self/maps");

    private static final String SUFFIX_OF_LOCK = ".lck";

    private SqliteLibrary() {}

    /** Loads the library unless it is loaded. */
    static void load() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError failure) {
            throw new Database.Refused(
                    Database.Refused.Reason.NO_LIBRARY,
                    "SQLite's library cannot be loaded from "
                            + System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir")),
                    failure);
        }
        try {
            for (Path unpacked : unpacked()) {
                Files.deleteIfExists(unpacked);
                Files.deleteIfExists(lockOf(unpacked));
            }
        } catch (IOException | UncheckedIOException | InvalidPathException failure) {
            LOG.debug("the unpacked library stays until the process ends", failure);
        }
    }

    /** Returns the loaded files that the driver unpacked: they have names of its own and a lock beside them, unlike an installed library. */
    private static List<Path> unpacked() throws IOException {
        try (Stream<String> regions = Files.lines(LOADED)) {
            return regions.filter(region -> region.endsWith("-libsqlitejdbc.so"))
                    .map(region -> Path.of(region.substring(region.indexOf('/'))))
                    .distinct()
                    .filter(path -> Files.exists(lockOf(path)))
                    .toList();
        }
    }

    private static Path lockOf(Path unpacked) {
        return unpacked.resolveSibling(unpacked.getFileName() + SUFFIX_OF_LOCK);
    }
}
