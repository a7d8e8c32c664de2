package strongroom.assembly;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * How long the disk takes to confirm that something is on it. One that does so at once keeps nothing through a power cut: memory, a sync
 * that was taken out, a cache that promises what it cannot hold (G12).
 */
final class SyncSpeed {

    /** A real commit takes hundreds of microseconds, a call that does nothing takes one. */
    private static final long LEAST_NANOS = 20_000;

    private static final int TRIES = 5;

    private SyncSpeed() {}

    /** Writes to the file and waits for the disk, several times; returns the median of the waits in nanoseconds. */
    static long medianNanos(FileChannel file) throws IOException {
        long[] waits = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            file.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
            long begun = System.nanoTime();
            file.force(true);
            waits[i] = System.nanoTime() - begun;
        }
        Arrays.sort(waits);
        return waits[TRIES / 2];
    }

    /** Tells whether no disk can be that quick. */
    static boolean isUnbelievable(long nanos) {
        return nanos < LEAST_NANOS;
    }
}
