package strongroom.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
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
        FileChannel channel;
        try {
            channel = DirectoryLock.take(directory, FILE);
        } catch (IOException failure) {
            throw new UncheckedIOException("the lock of the Work commands cannot be taken", failure);
        }
        if (channel == null) {
            throw Refusal.failed(WorkCode.WORK_BUSY);
        }
        return new WorkLock(channel);
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
