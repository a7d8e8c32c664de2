package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.login;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp.Answer;

/** How passwords and IDs are kept from being guessed, seen through a reverse proxy that says who asks (G28, X-07). */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GuessingTest {

    private static final int GUESSES_AN_HOUR = 20;
    private static final int MISSES_A_MINUTE = 60;
    private static final String HOME = "198.51.100.7";
    private static final String OFFICE = "192.0.2.7";
    private static final String ATTACKER = "203.0.113.7";

    private RunningServer server;
    private Asker caller;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory, Map.of("STRONGROOM_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
        caller = new Asker(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Statement("A-10")
    void an_attacker_is_stopped_after_twenty_guesses_and_nobody_else() throws Exception {
        assertThat(caller.from(HOME).get("/config", LOGIN).status()).isEqualTo(200);
        assertThat(caller.from(OFFICE).get("/config", LOGIN).status()).isEqualTo(200);
        guessUntilStopped(caller.from(ATTACKER));

        assertStopped(caller.from(ATTACKER).get("/config", wrong(500)));
        assertStopped(caller.from(ATTACKER).put(backup(1), blob(100, 1), wrong(501)));
        assertStopped(caller.from(ATTACKER).delete(backup(1), wrong(502)));
        assertThat(caller.from(HOME).get("/config", wrong(503)).status())
                .as("a typo at home")
                .isEqualTo(401);
        assertThat(caller.from(HOME).get("/config", LOGIN).status()).isEqualTo(200);
        assertThat(caller.from(OFFICE).put(backup(1), blob(100, 1), LOGIN).status())
                .isEqualTo(201);
    }

    @Test
    @Statement("A-10")
    void a_source_that_has_logged_in_before_has_a_budget_of_its_own() throws Exception {
        assertThat(caller.from(HOME).get("/config", LOGIN).status()).isEqualTo(200);
        assertThat(caller.from(OFFICE).get("/config", LOGIN).status()).isEqualTo(200);
        guessUntilStopped(caller.from(HOME));

        assertThat(caller.from(OFFICE).get("/config", wrong(500)).status()).isEqualTo(401);
        assertThat(caller.from(OFFICE).get("/config", LOGIN).status()).isEqualTo(200);
        assertThat(caller.from(ATTACKER).get("/config", wrong(501)).status()).isEqualTo(401);
    }

    @Test
    @Statement("A-10")
    void guesses_at_one_account_do_not_count_for_another() throws Exception {
        server.addAccount(Slug.DEFAULT, "bob", "another horse 8", AccountKind.PERSONAL);
        guessUntilStopped(caller.from(ATTACKER));

        assertThat(caller.from(ATTACKER)
                        .get("/config", login("bob", "another horse 8"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Statement("A-10")
    void names_that_nobody_has_are_stopped_alike() throws Exception {
        for (int guess = 0; guess < GUESSES_AN_HOUR; guess++) {
            assertThat(caller.from(ATTACKER)
                            .get("/config", login("nobody", "guess " + guess))
                            .status())
                    .isEqualTo(401);
        }
        assertStopped(caller.from(ATTACKER).get("/config", login("nobody", "one more")));
    }

    @Test
    @Statement("A-10")
    void repeating_a_wrong_password_is_one_guess() throws Exception {
        for (int tries = 0; tries < 10 * GUESSES_AN_HOUR; tries++) {
            assertThat(caller.from(HOME).get("/config", wrong(1)).status()).isEqualTo(401);
        }
        assertThat(caller.from(HOME).get("/config", LOGIN).status()).isEqualTo(200);
    }

    @Test
    @Statement("A-10")
    void an_hour_later_guesses_are_looked_at_again() throws Exception {
        guessUntilStopped(caller.from(ATTACKER));

        server.time().pass(Duration.ofHours(1));

        assertThat(caller.from(ATTACKER).get("/config", wrong(500)).status()).isEqualTo(401);
    }

    @Test
    @Statement("A-09")
    void requests_without_a_login_take_no_guess() throws Exception {
        for (int request = 0; request < 10 * GUESSES_AN_HOUR; request++) {
            assertThat(caller.from(HOME).get("/config").status()).isEqualTo(401);
            assertThat(caller.from(HOME)
                            .get("/config", "Authorization: Token x")
                            .status())
                    .isEqualTo(401);
        }
        for (int guess = 0; guess < GUESSES_AN_HOUR; guess++) {
            assertThat(caller.from(HOME).get("/config", wrong(guess)).status())
                    .as("all guesses were left")
                    .isEqualTo(401);
        }
        assertThat(caller.from(HOME).get("/config", wrong(500)).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @Statement("X-07")
    void the_61st_miss_in_a_minute_is_stopped(String method) throws Exception {
        Asker guesser = caller.from(ATTACKER);
        assertThat(guesser.put(backup(1), blob(100, 1), LOGIN).status()).isEqualTo(201);
        for (int miss = 0; miss < MISSES_A_MINUTE; miss++) {
            assertThat(guesser.ask(method, backup(1_000 + miss), new byte[0]).status())
                    .isEqualTo(404);
        }

        assertStopped(guesser.ask(method, backup(2_000), new byte[0]));
        assertStopped(guesser.ask(method, backup(1), new byte[0]));
        assertThat(guesser.get("/config", LOGIN).status()).isEqualTo(200);
        assertThat(guesser.put(backup(1), blob(100, 2), LOGIN).status()).isEqualTo(204);
        assertThat(guesser.delete(backup(1), LOGIN).status()).isEqualTo(204);
        assertThat(caller.from("203.0.113.8").get(backup(2_000)).status())
                .as("a neighbour")
                .isEqualTo(404);

        server.time().pass(Duration.ofMinutes(1));
        assertThat(guesser.get(backup(2_000)).status()).isEqualTo(404);
    }

    @Test
    @Statement("X-07")
    void hits_are_no_misses() throws Exception {
        Asker reader = caller.from(HOME);
        assertThat(reader.put(backup(1), blob(100, 1), LOGIN).status()).isEqualTo(201);

        for (int read = 0; read < 2 * MISSES_A_MINUTE; read++) {
            assertThat(reader.get(backup(1)).status()).isEqualTo(200);
        }
    }

    @Test
    @Statement("X-07")
    void addresses_of_one_64_share_their_misses_and_those_of_another_do_not() throws Exception {
        for (int miss = 0; miss < MISSES_A_MINUTE; miss++) {
            assertThat(caller.from("2001:db8:1:1::" + Integer.toHexString(miss + 1))
                            .get(backup(miss))
                            .status())
                    .isEqualTo(404);
        }

        assertStopped(caller.from("2001:db8:1:1:ffff:ffff:ffff:ffff").get(backup(100)));
        assertThat(caller.from("2001:db8:1:2::1").get(backup(100)).status()).isEqualTo(404);
    }

    @Test
    @Statement("X-11")
    void the_nearest_untrusted_hop_is_who_asks() throws Exception {
        for (int miss = 0; miss < MISSES_A_MINUTE; miss++) {
            assertThat(caller.from("10.0.0." + miss + ", " + ATTACKER)
                            .get(backup(miss))
                            .status())
                    .isEqualTo(404);
        }

        assertStopped(caller.from(HOME + ", " + ATTACKER).get(backup(100)));
        assertStopped(caller.from(HOME + ", " + ATTACKER + ", 127.0.0.1").get(backup(100)));
        assertThat(caller.from(ATTACKER + ", " + HOME).get(backup(100)).status())
                .isEqualTo(404);
    }

    private static void guessUntilStopped(Asker guesser) throws Exception {
        for (int guess = 0; guess < GUESSES_AN_HOUR; guess++) {
            Answer answer = guesser.get("/config", wrong(guess));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isNotNull();
        }
        assertStopped(guesser.get("/config", wrong(GUESSES_AN_HOUR)));
    }

    private static void assertStopped(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotNull().matches("[1-9][0-9]*");
        assertThat(answer.header("Content-Length")).isEqualTo("0");
    }

    private static String wrong(int guess) {
        return login(RunningServer.USER, "guess " + guess);
    }
}
