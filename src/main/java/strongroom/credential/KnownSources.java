package strongroom.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import strongroom.account.AccountId;

/** Where an account has logged in from before. The store sees keyed hashes of networks, never an address. Thread-safe. */
final class KnownSources {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_VISITS = 100_000;
    private static final int MOST_PROVEN = 50_000;

    private final Credentials credentials;
    private final Pepper pepper;
    private final Cache<Visit, Boolean> noted;
    private final Cache<Source, Boolean> proven;

    private record Visit(AccountId account, Source source) {}

    KnownSources(Credentials credentials, Pepper pepper, LongSupplier nanoTime) {
        this.credentials = credentials;
        this.pepper = pepper;
        this.noted = forADay(MOST_VISITS, nanoTime);
        this.proven = forADay(MOST_PROVEN, nanoTime);
    }

    /** Always asks the store, so that an unknown name costs as much as an account (G30). */
    Throttle.Trust trust(AccountId account, Source source) {
        if (credentials.isKnownSource(account, pepper.sourceMark(account, source))) {
            return Throttle.Trust.KNOWN_SOURCE;
        }
        return proven.getIfPresent(source) == null ? Throttle.Trust.STRANGE : Throttle.Trust.PROVEN_SOURCE;
    }

    /** Notes a login, in the store at most once a day for each account and source. */
    void noteLogin(AccountId account, Source source) {
        proven.put(source, true);
        if (noted.asMap().putIfAbsent(new Visit(account, source), true) == null) {
            credentials.noteSource(account, pepper.sourceMark(account, source));
        }
    }

    private static <K> Cache<K, Boolean> forADay(int most, LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(DAY)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }
}
