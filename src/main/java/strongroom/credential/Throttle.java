package strongroom.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import strongroom.account.Id128;

/**
 * Counts guesses, not requests (G28).
 *
 * <p>One typo makes eight requests on an iPhone (safe-protocol 0.4), and a fleet with an old password makes hundreds of thousands
 * from one address. So a wrong password counts once, however often it is repeated, and the previous password never. Names that
 * nobody has are counted in the same way, but kept apart: whoever makes names up pushes out made-up names only. Thread-safe.
 */
final class Throttle {

    // At 20 guesses an hour, more accounts than this at once are limited by the hashing threads, not by their budgets.
    private static final int MOST_ACCOUNTS = 20_000;
    private static final int MOST_UNKNOWN_NAMES = 10_000;
    private static final int MOST_SOURCES = 20_000;
    // A phone logs in daily, and its old password should still be recalled then.
    private static final Duration KEPT_FOR = Duration.ofDays(2);

    private final GuessLimits limits;
    private final LongSupplier nanoTime;
    private final Cache<Id128, AccountGuesses> accounts;
    private final Cache<Id128, AccountGuesses> unknownNames;
    private final Cache<Source, TokenBucket> sources;

    Throttle(GuessLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.accounts = cache(MOST_ACCOUNTS, nanoTime);
        this.unknownNames = cache(MOST_UNKNOWN_NAMES, nanoTime);
        this.sources = cache(MOST_SOURCES, nanoTime);
    }

    /** How much a login is trusted before it is checked. */
    enum Trust {
        /** The very same login was right before. It takes no guess, so an attack does not shut out a phone that moves. */
        RIGHT_BEFORE,
        /** Its source has logged in to this account before. */
        KNOWN_SOURCE,
        /** Its source has logged in to some account within a day. */
        PROVEN_SOURCE,
        /** Neither. */
        STRANGE
    }

    /** A login that may turn out to be a guess. */
    record Guess(Login login, Source source, Trust trust) {}

    boolean isKnownWrong(Login login) {
        return guesses(login).wrong().recalls(login.mark());
    }

    void noteWrong(Login login) {
        guesses(login).wrong().remember(login.mark());
    }

    void noteRight(Login login) {
        guesses(login).right().remember(login.mark());
    }

    boolean wasRight(Login login) {
        return guesses(login).right().recalls(login.mark());
    }

    /** Takes a guess from the budgets. */
    Allowance take(Guess guess) {
        if (guess.trust() == Trust.RIGHT_BEFORE) {
            return new Allowance.Granted();
        }
        TokenBucket ofAccount = ofAccount(guess);
        Allowance atAccount = ofAccount.take();
        if (atAccount instanceof Allowance.Wait || guess.trust() != Trust.STRANGE) {
            return atAccount;
        }
        Allowance atSource = ofSource(guess).take();
        if (atSource instanceof Allowance.Wait) {
            ofAccount.giveBack();
        }
        return atSource;
    }

    /** Puts back what a guess took that turned out to be none. */
    void giveBack(Guess guess) {
        if (guess.trust() == Trust.RIGHT_BEFORE) {
            return;
        }
        ofAccount(guess).giveBack();
        if (guess.trust() == Trust.STRANGE) {
            ofSource(guess).giveBack();
        }
    }

    private TokenBucket ofAccount(Guess guess) {
        AccountGuesses guesses = guesses(guess.login());
        return guess.trust() == Trust.KNOWN_SOURCE ? guesses.of(guess.source()) : guesses.strangers();
    }

    private TokenBucket ofSource(Guess guess) {
        return sources.get(guess.source(), _ -> new TokenBucket(limits.perSource(), nanoTime));
    }

    private AccountGuesses guesses(Login login) {
        Cache<Id128, AccountGuesses> cache = login.account() == null ? unknownNames : accounts;
        return cache.get(login.target(), _ -> new AccountGuesses(limits.perAccount(), nanoTime));
    }

    private static <K, V> Cache<K, V> cache(int most, LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(KEPT_FOR)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }
}
