package strongroom.credential;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A budget that fills up again with time.
 *
 * <p>It is kept as one number: the time at which it will be full again. Each token moves that time back by the interval in which one
 * token comes; a token is there as long as it lies less than the whole budget ahead (the cell-rate algorithm). Thread-safe.
 */
final class TokenBucket {

    private final Rate rate;
    private final LongSupplier nanoTime;
    private long fullAt;

    /**
     * Makes a full bucket.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds since any moment
     */
    TokenBucket(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.fullAt = nanoTime.getAsLong();
    }

    /** Takes a token if there is one. */
    synchronized Allowance take() {
        Allowance allowance = peek();
        if (allowance instanceof Allowance.Granted) {
            fullAt += rate.intervalNanos();
        }
        return allowance;
    }

    /** Tells what {@link #take} would answer, and takes nothing. */
    synchronized Allowance peek() {
        long now = nanoTime.getAsLong();
        if (fullAt - now < 0) {
            fullAt = now;
        }
        long ahead = fullAt - now - (rate.burst() - 1) * rate.intervalNanos();
        return ahead <= 0 ? new Allowance.Granted() : new Allowance.Wait(Duration.ofNanos(ahead));
    }

    /** Puts back a token that was taken. */
    synchronized void giveBack() {
        fullAt -= rate.intervalNanos();
    }
}
