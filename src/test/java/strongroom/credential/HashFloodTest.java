package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.credential.HashingThreads.Limits;

/** G29: a flood of wrong logins meets a wall, and phones that are known do not stand before it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HashFloodTest {

    private static final int LOGINS = 10_000;
    private static final Limits TWO = new Limits(2, 64, Duration.ofDays(1));

    private final GatedHasher hasher = new GatedHasher(
            new Argon2Hasher(new Argon2Hasher.Cost(8, 1, 1), Pepper.of(new byte[32]), new SecureRandom()));

    @Test
    void G29_of_10000_logins_at_once_two_are_checked_and_64_wait() throws Exception {
        try (LoginScene scene = new LoginScene(hasher, Authenticator.Settings.DEFAULT, TWO);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            addAndLogIn(scene);
            CountDownLatch gate = hasher.shut();
            CountDownLatch turnedAway = new CountDownLatch(LOGINS - 66);

            List<Future<Authentication>> logins = new ArrayList<>();
            for (int i = 0; i < LOGINS; i++) {
                int number = i;
                logins.add(callers.submit(() -> {
                    Authentication answer = scene.logIn("name" + number, "wrong", LoginScene.source(1_000 + number));
                    if (answer.equals(new Authentication.Busy(Duration.ofSeconds(2)))) {
                        turnedAway.countDown();
                    }
                    return answer;
                }));
            }

            assertThat(turnedAway.await(2, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < 1_000; i++) {
                assertThat(scene.logIn("alice", "password")).isInstanceOf(Authentication.Accepted.class);
            }
            gate.countDown();
            int rejected = 0;
            for (Future<Authentication> login : logins) {
                rejected += login.get() instanceof Authentication.Rejected ? 1 : 0;
            }
            assertThat(rejected).isEqualTo(66);
            assertThat(hasher.mostAtOnce()).isEqualTo(2);
        }
    }

    @Test
    void G28_equal_logins_at_the_same_moment_are_one_guess_and_share_one_check() throws Exception {
        try (LoginScene scene = new LoginScene(hasher, Authenticator.Settings.DEFAULT, TWO);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            addAndLogIn(scene);
            int before = hasher.checks();
            CountDownLatch gate = hasher.shut();

            List<Future<Authentication>> logins = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                logins.add(callers.submit(() -> scene.logIn("alice", "typo")));
            }
            gate.countDown();

            for (Future<Authentication> login : logins) {
                assertThat(login.get()).isEqualTo(new Authentication.Rejected());
            }
            assertThat(hasher.checks() - before).isEqualTo(2);
        }
    }

    @Test
    void a_login_that_could_not_be_checked_is_no_guess() throws Exception {
        Limits one = new Limits(1, 1, Duration.ofNanos(1));
        try (LoginScene scene = new LoginScene(hasher, Authenticator.Settings.DEFAULT, one);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch gate = hasher.shut();
            Future<Authentication> first = callers.submit(() -> untilChecked(scene, "bob"));
            hasher.awaitEntered();

            for (int guess = 0; guess < 1_000; guess++) {
                assertThat(scene.logIn("alice", "guess" + guess)).isInstanceOf(Authentication.Busy.class);
            }
            gate.countDown();

            assertThat(first.get()).isEqualTo(new Authentication.Rejected());
            assertThat(untilChecked(scene, "alice")).isEqualTo(new Authentication.Rejected());
        }
    }

    private static Authentication untilChecked(LoginScene scene, String name) {
        Authentication answer = scene.logIn(name, "password");
        while (answer instanceof Authentication.Busy) {
            answer = scene.logIn(name, "password");
        }
        return answer;
    }

    private void addAndLogIn(LoginScene scene) {
        AccountId id = AccountId.of(new byte[16]);
        scene.credentials.add(scene.tenant, id, "alice", hasher.hash(Password.of("password")));
        assertThat(scene.logIn("alice", "password")).isInstanceOf(Authentication.Accepted.class);
    }

    /** Lets checks in while its gate is open, and counts how many are in at once. */
    private static final class GatedHasher implements PasswordHasher {

        private final PasswordHasher inner;
        private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        private final CountDownLatch entered = new CountDownLatch(1);
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger checks = new AtomicInteger();

        GatedHasher(PasswordHasher inner) {
            this.inner = inner;
        }

        CountDownLatch shut() {
            CountDownLatch shut = new CountDownLatch(1);
            gate.set(shut);
            return shut;
        }

        void awaitEntered() throws InterruptedException {
            entered.await();
        }

        int mostAtOnce() {
            return most.get();
        }

        int checks() {
            return checks.get();
        }

        @Override
        public PasswordHash hash(Password password) {
            return inner.hash(password);
        }

        @Override
        public boolean matches(Password password, PasswordHash hash) {
            checks.incrementAndGet();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            entered.countDown();
            try {
                gate.get().await();
                return inner.matches(password, hash);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException("stopped", stopped);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public PasswordHash absent() {
            return inner.absent();
        }

        @Override
        public boolean isOutdated(PasswordHash hash) {
            return inner.isOutdated(hash);
        }
    }
}
