package strongroom.assembly;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory that everything is kept in, checked and, for {@code init} and {@code serve}, locked against a second one.
 *
 * <p>Not thread-safe. The lock is the operating system's and ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path path;
    private final List<Finding> findings;
    private final @Nullable FileChannel lock;

    private DataDirectory(Path path, List<Finding> findings, @Nullable FileChannel lock) {
        this.path = path;
        this.findings = List.copyOf(findings);
        this.lock = lock;
    }

    /** Who wants the directory. */
    public enum Use {
        /** {@code init} and {@code serve}: creates it if it is missing, and keeps every other such process out. */
        HOLD,
        /** Any other command: works beside a server, creates nothing. */
        SHARE
    }

    /** What came of opening. */
    public sealed interface Opening {
        record Opened(DataDirectory directory) implements Opening {}

        /** There is no such directory. */
        record Absent() implements Opening {}

        /** Another process holds it. */
        record Held() implements Opening {}

        /**
         * It belongs to another user, as whom the command must be run.
         *
         * @param owner the user's name, or number if it has none
         */
        record OwnedByOther(String owner) implements Opening {}

        /** SQLite's log needs memory that all processes share, which a network file system does not give. */
        record OnNetwork(String fileSystem) implements Opening {}

        /** It is not a directory, or cannot be read or written. */
        record Unusable(IOException cause) implements Opening {}
    }

    /** Something about a file that an operator should know; the server runs nevertheless. */
    public sealed interface Finding {

        /** Others could read or write the file or directory, and now cannot. */
        record ModeMended(String name, String before) implements Finding {}

        /** The file is not ours and was not touched. */
        record ForeignFile(String name) implements Finding {}
    }

    /** Opens the directory; whatever stands in the way is an outcome. */
    public static Opening open(Path path, Use use) {
        try {
            return openOrThrow(path.toAbsolutePath(), use);
        } catch (NoSuchFileException absent) {
            return use == Use.HOLD ? new Opening.Unusable(absent) : new Opening.Absent();
        } catch (IOException failure) {
            return new Opening.Unusable(failure);
        }
    }

    private static Opening openOrThrow(Path path, Use use) throws IOException {
        if (use == Use.HOLD && Files.notExists(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path real = path.toRealPath();
        String owner = Files.getOwner(real).getName();
        if (!owner.equals(user())) {
            return new Opening.OwnedByOther(owner);
        }
        String fileSystem = Files.getFileStore(real).type();
        if (NetworkFileSystems.includes(fileSystem)) {
            return new Opening.OnNetwork(fileSystem);
        }
        if (use == Use.SHARE) {
            return new Opening.Opened(new DataDirectory(real, List.of(), null));
        }
        FileChannel lock = DirectoryLock.take(real, LOCK);
        if (lock == null) {
            return new Opening.Held();
        }
        try {
            return new Opening.Opened(new DataDirectory(real, DirectoryFiles.inspect(real), lock));
        } catch (IOException failure) {
            lock.close();
            throw failure;
        }
    }

    /** A process's entry belongs to the user that it runs as; a property could say anything. */
    private static String user() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? Files.getOwner(self).getName() : System.getProperty("user.name", "");
    }

    /** Returns the directory, absolute and without symbolic links. */
    public Path path() {
        return path;
    }

    /** Returns what was mended or is out of place; empty when it is shared, since then the server tells. */
    public List<Finding> findings() {
        return findings;
    }

    /** Returns whether what is synced there is on a disk, as far as can be told; a directory that cannot be written to is not judged. */
    public boolean keepsWhatIsSynced() {
        try {
            return !SyncSpeed.isUnbelievable(lock == null ? nanosWithoutLock() : SyncSpeed.medianNanos(lock));
        } catch (IOException unwritable) {
            return true;
        }
    }

    private long nanosWithoutLock() throws IOException {
        try (FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return SyncSpeed.medianNanos(channel);
        }
    }

    /** Lets others hold the directory. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
