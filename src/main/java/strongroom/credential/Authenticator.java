package strongroom.credential;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import strongroom.credential.BasicHeader.Basic;
import strongroom.credential.Throttle.Guess;
import strongroom.credential.Throttle.Trust;

/**
 * Decides about the credentials of requests.
 *
 * <p>The way of a login: the account is read from the store, but for logins that were right since the last change there. One that was
 * right within minutes is accepted, a wrong one that is remembered is rejected, both without a hash. Any other takes a guess from the
 * budgets, waits for a hashing thread, and gives the guess back unless it was wrong. Equal logins at the same moment share one check.
 * A failed check costs exactly two hashes, whether or not there are an account and a previous password (G30).
 *
 * <p>Thread-safe. Blocks the caller for at most the deadline of {@link HashingThreads} and one check, so call it on virtual threads.
 */
public final class Authenticator {

    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    private final Credentials credentials;
    private final HashingThreads hashing;
    private final Logins logins;
    private final VerifiedPasswords verified;
    private final Throttle throttle;
    private final KnownSources sources;
    private final SprayWatch sprayWatch;
    private final ConcurrentMap<Id128, CompletableFuture<Authentication>> running = new ConcurrentHashMap<>();

    /**
     * Makes an authenticator with empty memories.
     *
     * @param random draws the keys of what is kept in memory; must be cryptographically strong
     * @param sprays told of each {@link Spray} that is logged
     */
    public Authenticator(
            Credentials credentials,
            HashingThreads hashing,
            Pepper pepper,
            Settings settings,
            Clocks clocks,
            RandomGenerator random,
            Consumer<Spray> sprays) {
        LongSupplier nanoTime = clocks.nanoTime();
        this.credentials = credentials;
        this.hashing = hashing;
        this.logins = new Logins(credentials, hashing.hasher().absent(), clocks.wall(), random);
        this.verified = new VerifiedPasswords(settings.mostVerified(), settings.verifiedFor(), nanoTime);
        this.throttle = new Throttle(settings.guesses(), nanoTime);
        this.sources = new KnownSources(credentials, pepper, nanoTime);
        this.sprayWatch = new SprayWatch(sprays, nanoTime, random);
    }

    /**
     * What can be set.
     *
     * @param mostVerified how many right logins are kept at most, about 150 bytes each
     * @param verifiedFor how long one is kept; a change of the account ends it at once all the same
     */
    public record Settings(GuessLimits guesses, int mostVerified, Duration verifiedFor) {

        /** {@link GuessLimits#DEFAULT}, 50,000 logins, ten minutes. */
        public static final Settings DEFAULT = new Settings(GuessLimits.DEFAULT, 50_000, Duration.ofMinutes(10));
    }

    /**
     * The two times of a login.
     *
     * @param wall for the expiry of accounts and passwords
     * @param nanoTime for budgets and memories: never goes back, in nanoseconds since any moment
     */
    public record Clocks(InstantSource wall, LongSupplier nanoTime) {}

    /**
     * Decides about one request.
     *
     * @param authorization the value of the {@code Authorization} header as the server received it; null if there was none
     * @throws IllegalStateException if the store or the hashing fails: nothing is known about the credentials then
     */
    public Authentication authenticate(TenantId tenant, Source source, @Nullable String authorization) {
        return switch (BasicHeader.read(authorization)) {
            case BasicHeader.None() -> new Authentication.Challenge();
            case BasicHeader.Other() -> new Authentication.Challenge();
            case Basic(String user, Password password) -> {
                try {
                    Login login = logins.read(tenant, user, password);
                    Authentication known = recall(login, source);
                    yield known == null ? checkOnce(login, source) : known;
                } finally {
                    password.wipe();
                }
            }
        };
    }

    private @Nullable Authentication recall(Login login, Source source) {
        Account account = login.account();
        if (account != null && verified.contains(login.mark())) {
            keep(login);
            sources.noteLogin(account.id(), source);
            return new Authentication.Accepted(account);
        }
        return throttle.isKnownWrong(login) ? new Authentication.Rejected() : null;
    }

    private Authentication checkOnce(Login login, Source source) {
        CompletableFuture<Authentication> mine = new CompletableFuture<>();
        CompletableFuture<Authentication> others = running.putIfAbsent(login.mark(), mine);
        if (others != null) {
            return await(others);
        }
        try {
            // What ran until a moment ago may have answered since this login was looked up.
            Authentication known = recall(login, source);
            Authentication answer = known == null ? check(login, source) : known;
            mine.complete(answer);
            return answer;
        } catch (RuntimeException failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            running.remove(login.mark(), mine);
            mine.completeExceptionally(new IllegalStateException("the login that this one waited for failed"));
        }
    }

    private static Authentication await(CompletableFuture<Authentication> others) {
        try {
            return others.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("an equal login at the same moment could not be checked", failed);
        }
    }

    private Authentication check(Login login, Source source) {
        Trust ofSource = sources.trust(login.accountId(), source);
        Guess guess = new Guess(login, source, throttle.wasRight(login) ? Trust.RIGHT_BEFORE : ofSource);
        return switch (throttle.take(guess)) {
            case Allowance.Granted() -> compare(guess);
            case Allowance.Wait(Duration retryAfter) -> {
                sprayWatch.guessed(login);
                yield new Authentication.Throttled(retryAfter);
            }
        };
    }

    private Authentication compare(Guess guess) {
        Login login = guess.login();
        Verdict verdict = hashing.run(() -> Verdict.of(login, hashing.hasher()));
        if (verdict == null) {
            throttle.giveBack(guess);
            return new Authentication.Busy(BUSY_FOR);
        }
        return switch (verdict) {
            case CURRENT -> {
                renewOutdatedHash(login);
                yield accept(guess);
            }
            case PREVIOUS -> {
                Authentication accepted = accept(guess);
                credentials.notePrevious(Objects.requireNonNull(login.account(), "a previous password is somebody's"));
                yield accepted;
            }
            case STALE -> {
                throttle.giveBack(guess);
                throttle.noteWrong(login);
                yield new Authentication.Rejected();
            }
            case WRONG -> {
                throttle.noteWrong(login);
                sprayWatch.guessed(login);
                yield new Authentication.Rejected();
            }
        };
    }

    private Authentication accept(Guess guess) {
        Login login = guess.login();
        Account account = Objects.requireNonNull(login.account(), "a name that nobody has cannot log in");
        throttle.giveBack(guess);
        throttle.noteRight(login);
        verified.add(login.mark());
        keep(login);
        sources.noteLogin(account.id(), guess.source());
        return new Authentication.Accepted(account);
    }

    /** A hash that is about to be renewed is not kept: renewing it changes nothing that others must notice. */
    private void keep(Login right) {
        KnownLogins.Found found = right.found();
        if (found != null && !hashing.hasher().isOutdated(right.expected().current())) {
            logins.keep(found);
        }
    }

    private void renewOutdatedHash(Login login) {
        PasswordHash before = login.expected().current();
        if (!hashing.hasher().isOutdated(before)) {
            return;
        }
        Password password = login.password().copy();
        boolean isAccepted = hashing.runIfIdle(() -> {
            credentials.upgrade(login.accountId(), before, hashing.hasher().hash(password));
            password.wipe();
        });
        if (!isAccepted) {
            password.wipe();
        }
    }
}
