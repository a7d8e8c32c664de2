package strongroom.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import strongroom.admin.WorkTurn;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;

/** A lock on a file of the data directory, which the system lets go when its process ends, however it ends. */
final class WorkLock implements WorkTurn.Held {

    private static final String FILE = "work.lock";

    private final FileChannel channel;

    private WorkLock(FileChannel channel) {
        this.channel = channel;
    }

    static WorkLock take(Path directory) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = locked(channel);
            if (lock != null) {
                return new WorkLock(channel);
            }
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the lock of the Work commands cannot be taken", failure);
        }
        throw Refusal.failed(WorkCode.WORK_BUSY);
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the lock of the Work commands cannot be let go", failure);
        }
    }
}
