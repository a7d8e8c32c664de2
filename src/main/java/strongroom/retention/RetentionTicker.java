package strongroom.retention;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the retention clock by the monotonic time that this process has seen, a tick at a time. Not thread-safe: one thread ticks.
 *
 * <p>A gap longer than a tick's maximum (a suspended machine, a stuck disk) counts only that maximum, so that nothing ages in a leap.
 */
public final class RetentionTicker {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionTicker.class);
    private static final long NANOS = 1_000_000_000L;

    private final RetentionClock clock;
    private final LongSupplier nanos;
    private final String holder;
    private long counted;

    /**
     * Takes the lease and starts counting from now.
     *
     * @param nanos monotonic time, as of {@link System#nanoTime}
     * @param holder a name no other process uses
     */
    public RetentionTicker(RetentionClock clock, LongSupplier nanos, String holder) {
        this.clock = clock;
        this.nanos = nanos;
        this.holder = holder;
        this.counted = nanos.getAsLong();
        clock.takeLease(holder);
    }

    /** Writes the whole seconds since the last tick; fractions wait for the next. */
    public void tick() {
        long elapsed = Math.max(0, nanos.getAsLong() - counted) / NANOS;
        if (elapsed == 0) {
            return;
        }
        long seconds = Math.min(elapsed, RetentionClock.MOST_SECONDS_PER_TICK);
        if (!clock.advance(holder, seconds)) {
            LOG.warn("another process moves the retention clock; this one no longer does");
        }
        counted += elapsed * NANOS;
    }
}
