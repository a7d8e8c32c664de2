package strongroom.assembly;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Locks on files of a data directory: the operating system's, so that each ends with its process, however that ends. */
final class DirectoryLock {

    private DirectoryLock() {}

    /** Locks a file, which is made for its owner alone if it is missing; null if somebody has the lock. Closing the channel lets it go. */
    static @Nullable FileChannel take(Path directory, String name) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(name),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileLock got = null;
        try {
            got = channel.tryLock();
            return got == null ? null : channel;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        } finally {
            if (got == null) {
                channel.close();
            }
        }
    }
}
