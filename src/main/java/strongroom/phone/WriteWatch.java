package strongroom.phone;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a connection on which nothing could be written for too long; sockets themselves know no such limit.
 *
 * <p>It closes the bare socket, since closing a TLS one waits for the very write that hangs.
 */
final class WriteWatch implements AutoCloseable {

    private final Socket bare;
    private final Duration limit;
    private final Semaphore progress = new Semaphore(0);
    private volatile boolean done;
    private volatile boolean hasCut;

    WriteWatch(Socket bare, Duration limit) {
        this.bare = bare;
        this.limit = limit;
        Thread.ofVirtual().name("phone-write-watch").start(this::watch);
    }

    void wrote() {
        progress.release();
    }

    boolean hasCut() {
        return hasCut;
    }

    @Override
    public void close() {
        done = true;
        progress.release();
    }

    private void watch() {
        try {
            while (!done) {
                if (!progress.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    if (!done) {
                        hasCut = true;
                        bare.close();
                    }
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // A socket that cannot even be closed fails the write it is watched for.
            done = true;
        }
    }
}
