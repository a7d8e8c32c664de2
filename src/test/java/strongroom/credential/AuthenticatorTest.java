package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountId;
import strongroom.account.Standing;
import strongroom.account.TenantId;
import strongroom.credential.Credentials.Previous;
import strongroom.credential.Credentials.Stored;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AuthenticatorTest {

    private static final Authentication CHALLENGE = new Authentication.Challenge();
    private static final Authentication REJECTED = new Authentication.Rejected();

    private final LoginScene scene = new LoginScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_right_login_asks_the_store_once_until_something_changes_there() {
        AccountId alice = scene.add("alice", "password");
        assertThat(scene.logIn("alice", "password")).isInstanceOf(Authentication.Accepted.class);
        scene.credentials.listen();

        assertThat(scene.logIn("alice", "password")).isInstanceOf(Authentication.Accepted.class);
        assertThat(scene.credentials.calls()).doesNotContain("find");

        scene.credentials.stand(alice, new Standing(false, null, false));
        assertThat(scene.logIn("alice", "password")).isInstanceOf(Authentication.Rejected.class);
    }

    @Test
    void a_remembered_login_ends_with_its_account_and_with_its_former_name() {
        AccountId alice = scene.add("alice", "password");
        Instant until = scene.time.instant().plusSeconds(60);
        scene.credentials.stand(alice, new Standing(true, until, false));
        scene.credentials.rename(alice, "bea", until);
        for (String name : List.of("alice", "bea", "alice", "bea")) {
            assertThat(scene.logIn(name, "password")).isInstanceOf(Authentication.Accepted.class);
        }

        scene.time.advance(Duration.ofSeconds(60));

        assertThat(scene.logIn("alice", "password")).isInstanceOf(Authentication.Rejected.class);
        assertThat(scene.logIn("bea", "password")).isInstanceOf(Authentication.Rejected.class);
    }

    @Test
    void A_03_the_right_login_is_accepted() {
        AccountId id = scene.add("alice", "password");

        assertThat(scene.logIn("alice", "password"))
                .isEqualTo(new Authentication.Accepted(scene.credentials.get(id).account()));
        assertAccepted(scene.logIn("ALICE", "password"));
    }

    @Test
    void A_04_A_05_both_charsets_are_accepted() {
        scene.add("jürgen", "passwörd");

        assertAccepted(scene.send(LoginScene.basic("jürgen", "passwörd"), LoginScene.HOME));
        assertAccepted(
                scene.send(LoginScene.basic("jürgen", "passwörd", StandardCharsets.ISO_8859_1), LoginScene.HOME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Token x", "Basic", "Basic %%%", "Digest username=\"alice\"", "", "Bearer YQ==", "Basic YQ=="})
    void A_07_A_13_other_schemes_and_garbage_are_challenged_and_cost_nothing(String header) {
        IntStream.range(0, 200)
                .forEach(_ -> assertThat(scene.send(header, LoginScene.HOME)).isEqualTo(CHALLENGE));

        assertThat(scene.hasher.checks()).isZero();
    }

    @Test
    void A_08_one_without_seven_wrong_and_one_right_within_two_seconds() {
        scene.add("alice", "password");

        assertThat(scene.send(null, LoginScene.HOME)).isEqualTo(CHALLENGE);
        IntStream.range(0, 7)
                .forEach(_ -> assertThat(scene.logIn("alice", "typo")).isEqualTo(REJECTED));

        assertAccepted(scene.logIn("alice", "password"));
        assertThat(scene.hasher.checks()).isEqualTo(3);
    }

    @Test
    void A_09_requests_without_a_login_are_never_counted() {
        scene.add("alice", "password");

        IntStream.range(0, 10_000)
                .forEach(_ -> assertThat(scene.send(null, LoginScene.HOME)).isEqualTo(CHALLENGE));

        assertAccepted(scene.logIn("alice", "password"));
    }

    @Test
    void A_10_too_many_guesses_are_told_to_wait_and_known_sources_are_not() {
        AccountId id = scene.add("alice", "password");
        assertAccepted(scene.logIn("alice", "password", LoginScene.source(2)));
        scene.rotate(id, "newer password", null);

        for (int guess = 0; guess < 20; guess++) {
            assertThat(scene.logIn("alice", "guess" + guess, LoginScene.source(3)))
                    .isEqualTo(REJECTED);
        }

        assertThat(scene.logIn("alice", "guess20", LoginScene.source(3)))
                .isEqualTo(new Authentication.Throttled(Duration.ofMinutes(3)));
        assertThat(scene.logIn("alice", "guess21", LoginScene.source(4))).isInstanceOf(Authentication.Throttled.class);
        assertAccepted(scene.logIn("alice", "newer password", LoginScene.source(2)));
    }

    @Test
    void unknown_names_are_throttled_in_the_same_way() {
        for (int guess = 0; guess < 20; guess++) {
            assertThat(scene.logIn("nobody", "guess" + guess)).isEqualTo(REJECTED);
        }

        assertThat(scene.logIn("NOBODY", "guess20")).isEqualTo(new Authentication.Throttled(Duration.ofMinutes(3)));
    }

    @Test
    void A_12_wrong_logins_of_every_kind_are_rejected() {
        AccountId disabled = scene.add("disabled", "password");
        scene.credentials.stand(disabled, new Standing(false, null, false));
        AccountId expired = scene.add("expired", "password");
        scene.credentials.stand(expired, new Standing(true, scene.time.instant(), false));
        scene.add("alice", "password");

        assertThat(scene.logIn("alice", "wrong")).isEqualTo(REJECTED);
        assertThat(scene.logIn("nobody", "password")).isEqualTo(REJECTED);
        assertThat(scene.logIn("disabled", "password")).isEqualTo(REJECTED);
        assertThat(scene.logIn("expired", "password")).isEqualTo(REJECTED);
        assertThat(scene.logIn("", "")).isEqualTo(REJECTED);
        assertThat(scene.logIn("alice", "")).isEqualTo(REJECTED);
        assertThat(scene.logIn("", "password")).isEqualTo(REJECTED);
        assertThat(scene.logIn("al\u0000ice", "password")).isEqualTo(REJECTED);
        assertThat(scene.logIn("alice", "x".repeat(7_500))).isEqualTo(REJECTED);
    }

    @Test
    void an_account_of_another_tenant_does_not_log_in() {
        scene.add("alice", "password");
        TenantId other = TenantId.random(new Random(99));

        assertThat(scene.authenticator.authenticate(other, LoginScene.HOME, LoginScene.basic("alice", "password")))
                .isEqualTo(REJECTED);
    }

    @Test
    void the_previous_password_logs_in_until_its_end() {
        AccountId id = scene.add("alice", "old password");
        scene.rotate(id, "new password", Duration.ofHours(1));

        assertAccepted(scene.logIn("alice", "old password"));
        assertAccepted(scene.logIn("alice", "new password"));
        scene.time.advance(Duration.ofHours(1).minusNanos(1));
        assertAccepted(scene.logIn("alice", "old password"));
        scene.time.advance(Duration.ofNanos(1));
        assertThat(scene.logIn("alice", "old password")).isEqualTo(REJECTED);
        assertAccepted(scene.logIn("alice", "new password"));
    }

    @Test
    void a_previous_password_that_is_given_longer_logs_in_again() {
        AccountId id = scene.add("alice", "old password");
        scene.rotate(id, "new password", Duration.ZERO);
        assertThat(scene.logIn("alice", "old password")).isEqualTo(REJECTED);
        Stored stored = scene.credentials.get(id);
        Previous longer = new Previous(
                Objects.requireNonNull(stored.previous()).hash(),
                scene.time.instant().plusSeconds(60));

        scene.credentials.put(new Stored(stored.account(), stored.current(), longer));

        assertAccepted(scene.logIn("alice", "old password"));
    }

    @Test
    void a_former_name_logs_in_until_its_end() {
        AccountId id = scene.add("alice", "password");
        scene.credentials.rename(id, "alice.smith", scene.time.instant().plusSeconds(60));

        assertAccepted(scene.logIn("alice", "password"));
        assertAccepted(scene.logIn("alice.smith", "password"));
        scene.time.advance(Duration.ofSeconds(60));
        assertThat(scene.logIn("alice", "password")).isEqualTo(REJECTED);
        assertAccepted(scene.logIn("alice.smith", "password"));
    }

    @Test
    void a_right_login_costs_one_hash_in_ten_minutes() {
        scene.add("alice", "password");

        IntStream.range(0, 100).forEach(_ -> assertAccepted(scene.logIn("alice", "password")));
        assertThat(scene.hasher.checks()).isEqualTo(1);

        scene.time.advance(Duration.ofMinutes(10));
        assertAccepted(scene.logIn("alice", "password"));
        assertThat(scene.hasher.checks()).isEqualTo(2);
    }

    @Test
    void a_password_that_was_wrong_is_right_once_it_is_set() {
        AccountId id = scene.add("alice", "password");
        assertThat(scene.logIn("alice", "new password")).isEqualTo(REJECTED);

        scene.rotate(id, "new password", null);

        assertAccepted(scene.logIn("alice", "new password"));
    }

    @Test
    void a_disabled_account_logs_in_as_soon_as_it_is_enabled() {
        AccountId id = scene.add("alice", "password");
        scene.credentials.stand(id, new Standing(false, null, false));
        assertThat(scene.logIn("alice", "password")).isEqualTo(REJECTED);

        scene.credentials.stand(id, Standing.NEW);

        assertAccepted(scene.logIn("alice", "password"));
    }

    @Test
    void the_right_password_of_a_disabled_account_counts_like_a_wrong_one() {
        AccountId id = scene.add("alice", "password");
        scene.credentials.stand(id, new Standing(false, null, false));
        assertThat(scene.logIn("alice", "password")).isEqualTo(REJECTED);
        IntStream.range(0, 19)
                .forEach(i -> assertThat(scene.logIn("alice", "guess" + i)).isEqualTo(REJECTED));

        assertThat(scene.logIn("alice", "guess")).isInstanceOf(Authentication.Throttled.class);
    }

    @Test
    void a_hash_of_old_cost_is_replaced_after_a_login() {
        AccountId id = scene.add("alice", "password");
        Stored stored = scene.credentials.get(id);
        PasswordHash outdated = scene.hasher.outdated(Password.of("password"));
        scene.credentials.put(new Stored(stored.account(), outdated, null));

        assertThat(scene.logIn("alice", "wrong")).isEqualTo(REJECTED);
        assertThat(scene.credentials.get(id).current()).isEqualTo(outdated);
        assertAccepted(scene.logIn("alice", "password"));

        scene.awaitHashing();
        assertThat(scene.hasher.isOutdated(scene.credentials.get(id).current())).isFalse();
        assertAccepted(scene.logIn("alice", "password"));
        assertThat(scene.logIn("alice", "wrong")).isEqualTo(REJECTED);
    }

    @Test
    void a_source_is_noted_once_a_day_for_each_account() {
        AccountId id = scene.add("alice", "password");
        scene.credentials.listen();

        IntStream.range(0, 50).forEach(_ -> scene.logIn("alice", "password"));
        scene.logIn("alice", "password", LoginScene.source(2));
        assertThat(noted()).isEqualTo(2);

        scene.time.advance(Duration.ofDays(1));
        scene.logIn("alice", "password");
        scene.logIn("alice", "wrong", LoginScene.source(3));
        assertThat(noted()).isEqualTo(3);
        assertThat(scene.credentials.knownSources(id)).isEqualTo(2);
    }

    @Test
    void a_hash_that_cannot_be_checked_is_an_error_and_says_nothing_about_the_login() {
        AccountId id = scene.add("alice", "password");
        Stored stored = scene.credentials.get(id);
        scene.credentials.put(new Stored(stored.account(), new PasswordHash("new$broken$"), null));

        assertThatThrownBy(() -> scene.logIn("alice", "password")).isInstanceOf(IllegalStateException.class);
        scene.credentials.put(stored);
        assertAccepted(scene.logIn("alice", "password"));
    }

    @Test
    void G33_there_is_no_default_login() {
        List<String> usual =
                List.of("", "admin", "root", "default", "safe", "threema", "strongroom", "password", "changeme");

        for (String user : usual) {
            for (String password : usual) {
                assertThat(scene.logIn(user, password)).isNotInstanceOf(Authentication.Accepted.class);
            }
        }
    }

    private long noted() {
        return scene.credentials.calls().stream().filter("noteSource"::equals).count();
    }

    private static void assertAccepted(Authentication authentication) {
        assertThat(authentication).isInstanceOf(Authentication.Accepted.class);
    }
}
