package strongroom.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One budget per source: for misses, and for new backups of an open tenant.
 *
 * <p>Bounded: a source is forgotten when its budget is surely full again, or, beyond {@value #MOST_SOURCES}, when it is the least
 * used. Thread-safe.
 */
public final class RateLimit {

    /** At most about 8 MiB. */
    private static final int MOST_SOURCES = 50_000;

    private final Rate rate;
    private final LongSupplier nanoTime;
    private final Cache<Source, TokenBucket> buckets;

    /**
     * Makes a limit with all budgets full.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds since any moment
     */
    public RateLimit(Rate rate, LongSupplier nanoTime) {
        Duration untilFull = rate.interval().multipliedBy(rate.burst()).plusSeconds(1);
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_SOURCES)
                .expireAfterAccess(untilFull)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Takes one from the source's budget, if there is one left. */
    public Allowance take(Source source) {
        return bucket(source).take();
    }

    /** Tells what {@link #take} would answer, and takes nothing. */
    public Allowance peek(Source source) {
        TokenBucket bucket = buckets.getIfPresent(source);
        return bucket == null ? new Allowance.Granted() : bucket.peek();
    }

    /** Puts back what was taken for something that turned out not to count. */
    public void giveBack(Source source) {
        TokenBucket bucket = buckets.getIfPresent(source);
        if (bucket != null) {
            bucket.giveBack();
        }
    }

    private TokenBucket bucket(Source source) {
        return buckets.get(source, _ -> new TokenBucket(rate, nanoTime));
    }
}
