package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.Standing;
import strongroom.credential.HashingThreads.Limits;

/** G32: a change acts on the next request, whatever is remembered and whoever logs in meanwhile. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RevocationTest {

    private static final List<String> PASSWORDS = List.of("password0", "password1", "password2");
    // Each change makes new marks and so new guesses; here it is not the budget that is to refuse.
    private static final Authenticator.Settings BOUNDLESS = new Authenticator.Settings(
            new GuessLimits(new Rate(1_000_000, Duration.ofNanos(1)), new Rate(1_000_000, Duration.ofNanos(1))),
            1_000,
            Duration.ofMinutes(10));

    @Test
    void G32_in_1000_random_races_no_revoked_login_is_accepted() throws Exception {
        try (ExecutorService phones = Executors.newFixedThreadPool(PASSWORDS.size())) {
            for (int seed = 0; seed < 1_000; seed++) {
                race(new Random(seed), phones);
            }
        }
    }

    private static void race(Random random, ExecutorService phones) throws Exception {
        try (LoginScene scene = new LoginScene(null, BOUNDLESS, new Limits(2, 64, Duration.ofDays(1)))) {
            History history = new History(scene);
            for (int change = 0; change < 6; change++) {
                List<Future<?>> running = new ArrayList<>();
                for (String password : PASSWORDS) {
                    running.add(phones.submit(() -> logInOften(scene, password)));
                }
                history.change(random);
                history.assertActsAtOnce();
                for (Future<?> phone : running) {
                    phone.get();
                }
                history.assertActsAtOnce();
            }
        }
    }

    private static void logInOften(LoginScene scene, String password) {
        for (int i = 0; i < 10; i++) {
            scene.logIn("alice", password);
        }
    }

    /** The account as it should be. */
    private static final class History {

        private final LoginScene scene;
        private final AccountId id;
        private boolean isEnabled = true;
        private @Nullable Instant expiresAt;
        private String current = PASSWORDS.getFirst();
        private @Nullable String previous;
        private Instant previousUntil = Instant.MIN;

        History(LoginScene scene) {
            this.scene = scene;
            this.id = scene.add("alice", current);
        }

        void change(Random random) {
            switch (random.nextInt(6)) {
                case 0 -> stand(!isEnabled, expiresAt);
                case 1 -> stand(isEnabled, scene.time.instant().plusSeconds(random.nextInt(60)));
                case 2 -> stand(true, null);
                case 3 -> rotate(PASSWORDS.get(random.nextInt(3)), null);
                case 4 -> rotate(PASSWORDS.get(random.nextInt(3)), Duration.ofSeconds(random.nextInt(60)));
                default -> scene.time.advance(Duration.ofSeconds(random.nextInt(60)));
            }
        }

        void assertActsAtOnce() {
            for (String password : PASSWORDS) {
                assertThat(scene.logIn("alice", password) instanceof Authentication.Accepted)
                        .isEqualTo(mayLogIn(password, scene.time.instant()));
            }
        }

        private boolean mayLogIn(String password, Instant now) {
            return isEnabled
                    && (expiresAt == null || now.isBefore(expiresAt))
                    && (password.equals(current) || (password.equals(previous) && now.isBefore(previousUntil)));
        }

        private void stand(boolean enabled, @Nullable Instant until) {
            isEnabled = enabled;
            expiresAt = until;
            scene.credentials.stand(id, new Standing(enabled, until, false));
        }

        private void rotate(String password, @Nullable Duration overlap) {
            previous = overlap == null ? null : current;
            previousUntil = overlap == null ? Instant.MIN : scene.time.instant().plus(overlap);
            current = password;
            scene.rotate(id, password, overlap);
        }
    }
}
