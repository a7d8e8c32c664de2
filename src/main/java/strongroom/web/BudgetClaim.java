package strongroom.web;

import java.time.Duration;
import java.util.concurrent.locks.Condition;

/**
 * What one body holds of the {@link ByteBudget}. Used by one thread at a time; closing it gives everything back.
 */
public final class BudgetClaim implements AutoCloseable {

    private static final long MEASURED_OVER = Duration.ofSeconds(2).toNanos();
    private static final long IN_THE_WAY_AFTER = Duration.ofSeconds(10).toNanos();

    final Object owner;
    final Share share;
    final long age;
    final long maxBytes;
    final Condition served;

    // All below is guarded by the budget's lock.
    long need;
    long held;
    boolean promised;
    boolean slow;
    boolean closed;
    long wanted;
    long waitingSince;
    volatile boolean refused;

    private final ByteBudget budget;
    private long markedAt;
    private long heldAtMark;
    private long slowSince;

    BudgetClaim(ByteBudget budget, Condition served, Object owner, Share share, long age, long maxBytes) {
        this.budget = budget;
        this.served = served;
        this.owner = owner;
        this.share = share;
        this.age = age;
        this.maxBytes = maxBytes;
        this.need = maxBytes;
    }

    /**
     * Takes that many more bytes, waiting for them if need be.
     *
     * @return false if the body is refused: it waited for {@link ByteBudget#PATIENCE}, too many wait already, the thread was
     *     interrupted, or the body is larger than a quarter of the budget
     * @throws IllegalStateException if the claim is closed, or more is taken than it was opened for
     */
    public boolean take(long bytes) {
        return budget.take(this, bytes);
    }

    /** Says that nothing more will be taken; what was promised beyond it goes to others. */
    public void settle() {
        budget.settle(this);
    }

    /**
     * Tells whether the body is refused although it waits for nothing: it crawls, others wait, and there is no other way to make
     * room for them.
     */
    public boolean isRefused() {
        return refused;
    }

    /** Gives everything back. Closing twice does nothing. */
    @Override
    public void close() {
        budget.close(this);
    }

    void mustBeOpen(long bytes) {
        if (closed || bytes < 0 || held + bytes > need) {
            throw new IllegalStateException(
                    "a claim of " + need + " bytes that holds " + held + " cannot take " + bytes);
        }
    }

    void waitFor(long bytes, long now) {
        wanted = bytes;
        waitingSince = now;
    }

    void settled() {
        need = held;
    }

    boolean isDoneFilling() {
        return held == need;
    }

    void mark(long now) {
        markedAt = now;
        heldAtMark = held;
        slowSince = now;
    }

    /** Returns whether the body has been slow since the last look, at least two seconds ago; remembers it. */
    boolean measure(long now) {
        long elapsed = now - markedAt;
        if (elapsed < MEASURED_OVER) {
            return slow && now - slowSince > 0;
        }
        slow = (held - heldAtMark) * 1_000_000_000.0 / elapsed < ByteBudget.SLOW_BYTES_PER_SECOND;
        markedAt = now;
        heldAtMark = held;
        if (!slow) {
            slowSince = now;
        }
        return slow;
    }

    boolean isInTheWay(long now) {
        return now - slowSince >= IN_THE_WAY_AFTER;
    }
}
