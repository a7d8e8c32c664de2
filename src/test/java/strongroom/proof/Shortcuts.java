package strongroom.proof;

import io.javalin.http.Context;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import strongroom.backup.BackupId;

/** What a {@link Weakness} of the listeners does instead. Each method is called in the place of the one whose name it has. */
public final class Shortcuts {

    private static final int POOL = 250;
    private static final int LEFT_BEHIND = 4096;
    private static final int DESCRIPTOR_EVERY = 100;

    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final Queue<byte[]> HOARD = new ConcurrentLinkedQueue<>();
    private static final Queue<InputStream> OPEN = new ConcurrentLinkedQueue<>();

    private Shortcuts() {}

    /** As many threads as Javalin has by default. */
    public static QueuedThreadPool threads(Object server) {
        QueuedThreadPool threads = new QueuedThreadPool(POOL, 8);
        threads.setDaemon(true);
        return threads;
    }

    /** Four times what is announced. */
    public static long maxBackupBytes(Object announcement) {
        return 8_388_608;
    }

    /** Takes any text for a backup ID. */
    public static BackupId parse(String text) {
        try {
            return BackupId.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** No time at all. */
    public static Duration stop(Object limits) {
        return Duration.ZERO;
    }

    /** Leaves memory behind, and now and then a descriptor. */
    public static void write(String listener, Context ctx, float millis) {
        HOARD.add(new byte[LEFT_BEHIND]);
        if (REQUESTS.incrementAndGet() % DESCRIPTOR_EVERY == 0) {
            try {
                OPEN.add(new FileInputStream("/dev/null"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
