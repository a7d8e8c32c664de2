package strongroom.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that a test moves: it stands still until told otherwise, but for the monotonic clock, which also runs by itself. */
public final class MovableTime {

    private final AtomicLong wallMillis =
            new AtomicLong(Instant.parse("2026-11-23T12:00:00Z").toEpochMilli());
    private final AtomicLong nanosAhead = new AtomicLong();

    /** The clocks for what is tested. */
    public Clocks clocks() {
        return new Clocks(() -> Instant.ofEpochMilli(wallMillis.get()), () -> System.nanoTime() + nanosAhead.get());
    }

    /** Lets time pass on both clocks. */
    public void pass(Duration time) {
        wallMillis.addAndGet(time.toMillis());
        nanosAhead.addAndGet(time.toNanos());
    }

    /** Sets the wall clock alone, as a person or a broken battery does. */
    public void setWall(Instant now) {
        wallMillis.set(now.toEpochMilli());
    }
}
