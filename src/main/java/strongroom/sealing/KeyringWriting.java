package strongroom.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the keyring's file so that at every moment the disk holds the whole old one or the whole new one. Losing it loses every
 * backup, so nothing is ever overwritten in place.
 */
final class KeyringWriting {

    private static final String OWNER_ONLY = "rw-------";

    private KeyringWriting() {}

    /** Returns false, and writes nothing, if something has that name. */
    static boolean create(Path place, byte[] text) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path temporary = writeBeside(place, text);
        try {
            // A link, unlike a rename, never replaces a file that another process has just made.
            Files.createLink(place, temporary);
        } catch (FileAlreadyExistsException exists) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
        flushDirectory(place);
        return true;
    }

    /** Returns false, and changes nothing, if the file does not hold {@code before}. */
    static boolean replace(Path place, byte[] before, byte[] after) throws IOException {
        @Nullable Object file = identity(place);
        // The lock is the file itself: whoever waits for it finds another file under the name afterwards, and gives up.
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || !Objects.equals(file, identity(place)) || !Arrays.equals(read(channel), before)) {
                return false;
            }
            Path temporary = writeBeside(place, after);
            try {
                Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            flushDirectory(place);
            return true;
        } catch (OverlappingFileLockException anotherThread) {
            return false;
        }
    }

    /** Reads by the locked channel: closing any other one of this process would release the lock. */
    private static byte[] read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {}
        return content.array();
    }

    private static Path writeBeside(Path place, byte[] text) throws IOException {
        Path temporary = Files.createTempFile(
                Objects.requireNonNull(place.getParent()),
                "." + place.getFileName() + "-",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        boolean written = false;
        try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
            ByteBuffer content = ByteBuffer.wrap(text);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(temporary);
            }
        }
        return temporary;
    }

    private static void flushDirectory(Path place) throws IOException {
        try (FileChannel directory =
                FileChannel.open(Objects.requireNonNull(place.getParent()), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static @Nullable Object identity(Path place) throws IOException {
        return Files.readAttributes(place, BasicFileAttributes.class).fileKey();
    }
}
