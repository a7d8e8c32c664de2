package strongroom.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import strongroom.account.Id128;

/**
 * Logins that were right a short while ago, so that a phone's next request costs no hash.
 *
 * <p>Only marks are kept ({@link Login#mark}): keyed hashes of the password together with everything that decides about it. A new
 * password or state gives another mark and misses by itself, so there is nothing to invalidate (G32). Thread-safe.
 */
final class VerifiedPasswords {

    private final Cache<Id128, Boolean> marks;

    VerifiedPasswords(int most, Duration keptFor, LongSupplier nanoTime) {
        this.marks = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(keptFor)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    boolean contains(Id128 mark) {
        return marks.getIfPresent(mark) != null;
    }

    void add(Id128 mark) {
        marks.put(mark, true);
    }
}
