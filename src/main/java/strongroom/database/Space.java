package strongroom.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Whether the file system has room for uploads. Asks the operating system at most once a second; thread-safe. */
final class Space {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final long reserveBytes;
    private final long lowWaterBytes;
    private final LongSupplier usable;
    private final LongSupplier nanos;
    private final AtomicReference<Seen> seen;

    /**
     * Takes the limits and how to ask.
     *
     * @param reserveBytes what must be free in the file system, because the log needs it whatever is free inside the database
     * @param lowWaterBytes what must be free in the file system and inside the database together
     */
    Space(long reserveBytes, long lowWaterBytes, LongSupplier usable, LongSupplier nanos) {
        this.reserveBytes = reserveBytes;
        this.lowWaterBytes = lowWaterBytes;
        this.usable = usable;
        this.nanos = nanos;
        this.seen = new AtomicReference<>(new Seen(usable.getAsLong(), nanos.getAsLong()));
    }

    private record Seen(long bytes, long nanos) {}

    long usableBytes() {
        Seen last = seen.get();
        long now = nanos.getAsLong();
        if (now - last.nanos() < FRESH_NANOS) {
            return last.bytes();
        }
        Seen fresh = new Seen(usable.getAsLong(), now);
        seen.set(fresh);
        return fresh.bytes();
    }

    /** Tells whether uploads must be refused, given the bytes that are free inside the database. */
    boolean isLow(long reusableBytes) {
        long bytes = usableBytes();
        return bytes < reserveBytes || bytes + reusableBytes < lowWaterBytes;
    }
}
