package strongroom.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.Id128;
import strongroom.account.TenantId;

/**
 * Notices an attack that stays below the limits of every single account (G28, test C).
 *
 * <p>It sees guesses only: repeats and the previous password never get here, so a fleet after a change of password is quiet. It
 * refuses nothing; it writes one line per tenant and hour. Thread-safe.
 */
final class SprayWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SprayWatch.class);

    private static final int ONE_PASSWORD_AT = 10;
    private static final int MANY_ACCOUNTS = 50;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final int MOST_PASSWORDS = 5_000;
    private static final int MOST_TENANTS = 1_000;

    private final KeyedHash ephemeral;
    private final Consumer<Spray> listener;
    private final Cache<Id128, Set<Id128>> byPassword;
    private final Cache<TenantId, Set<Id128>> byTenant;
    private final Cache<TenantId, Spray> reported;

    SprayWatch(Consumer<Spray> listener, LongSupplier nanoTime, RandomGenerator random) {
        this.ephemeral = KeyedHash.ephemeral(random);
        this.listener = listener;
        this.byPassword = since(HOUR, MOST_PASSWORDS, nanoTime);
        this.byTenant = since(WINDOW, MOST_TENANTS, nanoTime);
        this.reported = since(HOUR, MOST_TENANTS, nanoTime);
    }

    /** Notes a wrong password, or one that was not looked at for want of budget. */
    void guessed(Login login) {
        Id128 password =
                ephemeral.ofParts(login.tenant().bytes(), login.password().utf8());
        int accounts = note(byPassword, password, login.target(), ONE_PASSWORD_AT);
        if (accounts >= ONE_PASSWORD_AT) {
            report(new Spray(login.tenant(), Spray.Sign.ONE_PASSWORD, accounts));
            return;
        }
        accounts = note(byTenant, login.tenant(), login.target(), MANY_ACCOUNTS);
        if (accounts >= MANY_ACCOUNTS) {
            report(new Spray(login.tenant(), Spray.Sign.MANY_ACCOUNTS, accounts));
        }
    }

    private static <K> int note(Cache<K, Set<Id128>> cache, K key, Id128 target, int enough) {
        Set<Id128> targets = cache.get(key, _ -> new HashSet<>());
        synchronized (targets) {
            if (targets.size() < enough) {
                targets.add(target);
            }
            return targets.size();
        }
    }

    private void report(Spray spray) {
        if (reported.asMap().putIfAbsent(spray.tenant(), spray) != null) {
            return;
        }
        LOG.warn(
                "somebody is trying passwords at many accounts of tenant {} ({} or more so far, {}); each account stays"
                        + " limited, nothing else is blocked",
                spray.tenant(),
                spray.accounts(),
                spray.sign());
        listener.accept(spray);
    }

    // Both windows begin with their first entry and end as a whole: it must notice an attack, not measure it.
    private static <K, V> Cache<K, V> since(Duration window, int most, LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(window)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }
}
