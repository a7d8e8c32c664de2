package strongroom.credential;

import java.time.Duration;

/**
 * How often something may happen: so many times at once, then once per interval.
 *
 * @param burst how many at once, 1 or more
 * @param interval in which one more becomes possible, longer than zero
 */
public record Rate(int burst, Duration interval) {

    public Rate {
        if (burst < 1 || interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("a rate has a burst of 1 or more and an interval longer than zero");
        }
    }

    /** So many times in a period, all at once or spread over it. */
    public static Rate of(int times, Duration period) {
        return new Rate(times, period.dividedBy(times));
    }

    long intervalNanos() {
        return interval.toNanos();
    }
}
