package strongroom.retention;

/**
 * The clock that ages are counted on: a number in the store that advances with monotonic time while a server runs, and not at all
 * otherwise, so that a wrong wall clock deletes nothing. Thread-safe.
 */
public interface RetentionClock {

    /** The most that one tick may advance the clock. */
    long MOST_SECONDS_PER_TICK = 300;

    /** Returns the clock as last written, in seconds since the store was set up. */
    long seconds();

    /** Takes the sweeper's lease, so that only {@code holder} advances the clock. The caller holds the directory's lock. */
    void takeLease(String holder);

    /**
     * Advances the clock by at most {@link #MOST_SECONDS_PER_TICK}, if {@code holder} has the lease.
     *
     * @return whether it advanced
     */
    boolean advance(String holder, long seconds);
}
