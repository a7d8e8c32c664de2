package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;

/** G28: attackers are slowed down, and nobody else notices. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GuessingTest {

    private static final int PHONES = 5_000;
    private static final int LAUNCHES = 20;

    private final LoginScene scene = new LoginScene();
    private final Map<Answer, Integer> answers = new EnumMap<>(Answer.class);

    private enum Answer {
        ACCEPTED,
        CHALLENGE,
        REJECTED,
        THROTTLED,
        BUSY
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void G28_A_a_fleet_with_its_previous_password_behind_one_address_locks_nobody_out() {
        List<AccountId> ids = addPhones("old password");
        ids.forEach(id -> scene.rotate(id, "new password", Duration.ZERO));

        for (int launch = 0; launch < LAUNCHES; launch++) {
            launchAll("old password");
            scene.time.advance(Duration.ofHours(3));
        }
        assertThat(answers).isEqualTo(Map.of(Answer.CHALLENGE, 100_000, Answer.REJECTED, 700_000));
        assertThat(scene.hasher.checks()).isEqualTo(2 * PHONES);

        allLogIn("new password");
        assertThat(answers).containsEntry(Answer.ACCEPTED, PHONES).doesNotContainKey(Answer.THROTTLED);
        assertThat(scene.sprays).isEmpty();
    }

    @Test
    void G28_A_phones_of_one_shared_account_with_its_previous_password_lock_nobody_out() {
        AccountId id = scene.add("phone0", "old password");
        scene.rotate(id, "new password", Duration.ZERO);

        for (int launch = 0; launch < LAUNCHES; launch++) {
            for (int phone = 0; phone < PHONES; phone++) {
                launch("phone0", "old password");
            }
            scene.time.advance(Duration.ofHours(3));
        }
        assertThat(answers).isEqualTo(Map.of(Answer.CHALLENGE, 100_000, Answer.REJECTED, 700_000));
        assertThat(scene.hasher.checks()).isEqualTo(2);

        count(scene.logIn("phone0", "new password"));
        assertThat(answers).containsEntry(Answer.ACCEPTED, 1);
    }

    @Test
    void G28_A_a_fleet_with_a_password_that_nobody_remembers_locks_nobody_out_at_its_own_address() {
        List<AccountId> ids = addPhones("old password");
        allLogIn("old password");
        ids.forEach(id -> scene.rotate(id, "new password", null));
        answers.clear();

        launchAll("old password");
        assertThat(answers).isEqualTo(Map.of(Answer.CHALLENGE, PHONES, Answer.REJECTED, 7 * PHONES));

        allLogIn("new password");
        assertThat(answers).containsEntry(Answer.ACCEPTED, PHONES).doesNotContainKey(Answer.THROTTLED);
    }

    @Test
    void G28_an_attacker_behind_the_address_of_the_fleet_gets_twenty_guesses_an_hour() {
        addPhones("password");
        allLogIn("password");
        long before = scene.hasher.checks();
        answers.clear();

        for (int second = 0; second < 3_600; second++) {
            count(scene.logIn("phone7", "guess" + second));
            scene.time.advance(Duration.ofMillis(999));
        }
        assertThat(scene.hasher.checks() - before).isEqualTo(2 * (20 + 19));
        assertThat(answers).containsEntry(Answer.REJECTED, 39).containsEntry(Answer.THROTTLED, 3_561);

        allLogIn("password");
        assertThat(answers).containsEntry(Answer.ACCEPTED, PHONES).containsEntry(Answer.THROTTLED, 3_561);
    }

    @Test
    void G28_B_a_million_guesses_at_one_account_from_a_thousand_addresses_reach_500_checks_in_a_day() {
        AccountId id = scene.add("alice", "password");
        assertAccepted(scene.logIn("alice", "password"));
        Duration step = Duration.ofDays(1).dividedBy(1_000_001);
        long ownChecks = 1;

        for (int guess = 0; guess < 1_000_000; guess++) {
            count(scene.logIn("alice", "guess" + guess, LoginScene.source(1_000 + guess % 1_000)));
            scene.time.advance(step);
            if (guess % 50_000 == 0) {
                long before = scene.hasher.checks();
                assertAccepted(scene.logIn("alice", "password"));
                assertAccepted(scene.logIn("alice", "password", LoginScene.source(guess)));
                ownChecks += scene.hasher.checks() - before;
            }
        }

        long guesses = (scene.hasher.checks() - ownChecks) / 2;
        assertThat(guesses).isBetween(490L, 500L);
        assertThat(answers).containsEntry(Answer.REJECTED, (int) guesses);
        assertThat(answers).containsEntry(Answer.THROTTLED, 1_000_000 - (int) guesses);
        scene.rotate(id, "new password", null);
        assertAccepted(scene.logIn("alice", "new password"));
    }

    @Test
    void G28_C_a_spray_of_100_passwords_over_5000_accounts_is_noticed_in_two_minutes_and_hurts_nobody() {
        addPhones("password");
        allLogIn("password");
        Duration step = Duration.ofDays(1).dividedBy(500_000);
        long noticedAfter = -1;

        for (int guess = 0; guess < 500_000; guess++) {
            count(scene.logIn(
                    "phone" + guess % PHONES, "spray" + guess / PHONES, LoginScene.source(100 + guess % 100)));
            scene.time.advance(step);
            if (noticedAfter < 0 && !scene.sprays.isEmpty()) {
                noticedAfter = step.multipliedBy(guess + 1L).toSeconds();
            }
            if (guess % 100 == 0) {
                assertAccepted(scene.logIn("phone" + guess % 4_999, "password"));
            }
        }

        assertThat(noticedAfter).isBetween(0L, 120L);
        assertThat(scene.sprays)
                .hasSizeBetween(23, 25)
                .allSatisfy(spray -> assertThat(spray.tenant()).isEqualTo(scene.tenant));
        assertThat(answers.get(Answer.REJECTED)).isLessThanOrEqualTo(100 * (100 + 24 * 100));
    }

    @Test
    void a_spray_of_another_password_for_each_account_is_noticed_too() {
        for (int guess = 0; guess < 119; guess++) {
            scene.logIn("name" + guess, "word" + guess);
            scene.time.advance(Duration.ofSeconds(1));
        }

        assertThat(scene.sprays).containsExactly(new Spray(scene.tenant, Spray.Sign.MANY_ACCOUNTS, 50));
    }

    @Test
    void a_strange_source_gets_a_hundred_guesses_an_hour_at_all_accounts_until_it_logs_in() {
        scene.add("alice", "password");
        for (int guess = 0; guess < 150; guess++) {
            count(scene.logIn("name" + guess, "guess"));
        }
        assertThat(answers).isEqualTo(Map.of(Answer.REJECTED, 100, Answer.THROTTLED, 50));
        assertAccepted(scene.logIn("alice", "password", LoginScene.source(2)));

        scene.time.advance(Duration.ofMinutes(1));
        assertAccepted(scene.logIn("alice", "password"));
        answers.clear();
        for (int guess = 150; guess < 300; guess++) {
            count(scene.logIn("name" + guess, "guess"));
        }
        assertThat(answers).isEqualTo(Map.of(Answer.REJECTED, 150));
    }

    @Test
    void made_up_names_do_not_push_out_what_was_tried_at_an_account() {
        scene.add("alice", "password");
        for (int guess = 0; guess < 20; guess++) {
            scene.logIn("alice", "guess" + guess);
        }

        for (int name = 0; name < 30_000; name++) {
            scene.logIn("name" + name, "guess", LoginScene.source(1_000 + name));
        }

        assertThat(scene.logIn("alice", "guess")).isInstanceOf(Authentication.Throttled.class);
    }

    private List<AccountId> addPhones(String password) {
        List<AccountId> ids = new ArrayList<>();
        for (int phone = 0; phone < PHONES; phone++) {
            ids.add(scene.add("phone" + phone, password));
        }
        return ids;
    }

    private void launchAll(String password) {
        for (int phone = 0; phone < PHONES; phone++) {
            launch("phone" + phone, password);
        }
    }

    private void launch(String name, String password) {
        count(scene.send(null, LoginScene.HOME));
        for (int tries = 0; tries < 7; tries++) {
            count(scene.logIn(name, password));
        }
    }

    private void allLogIn(String password) {
        for (int phone = 0; phone < PHONES; phone++) {
            count(scene.logIn("phone" + phone, password));
        }
    }

    private void count(Authentication authentication) {
        Answer answer = switch (authentication) {
            case Authentication.Accepted _ -> Answer.ACCEPTED;
            case Authentication.Challenge _ -> Answer.CHALLENGE;
            case Authentication.Rejected _ -> Answer.REJECTED;
            case Authentication.Throttled _ -> Answer.THROTTLED;
            case Authentication.Busy _ -> Answer.BUSY;
        };
        answers.merge(answer, 1, Integer::sum);
    }

    private static void assertAccepted(Authentication authentication) {
        assertThat(authentication).isInstanceOf(Authentication.Accepted.class);
    }
}
