package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The rate rule of G21. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BodyPaceTest {

    private static final long START = -5_000_000_000L;

    @Test
    void a_client_that_sends_nothing_is_too_slow_when_the_grace_ends() {
        assertThat(secondsUntilCut(new BodyPace(START))).isEqualTo(20);
    }

    @Test
    void a_client_that_falls_silent_after_a_good_start_is_cut_after_thirty_seconds() {
        BodyPace pace = new BodyPace(START);

        pace.arrived(1_000_000, at(4));

        assertThat(secondsUntilCut(pace)).isEqualTo(34);
    }

    @Test
    void five_hundred_and_twelve_bytes_a_second_are_enough_and_four_hundred_are_not() {
        BodyPace enough = new BodyPace(START);
        BodyPace tooFew = new BodyPace(START);

        for (int second = 1; second <= 100; second++) {
            enough.arrived(512, at(second));
            tooFew.arrived(400, at(second));
        }

        assertThat(enough.deadline()).isGreaterThanOrEqualTo(at(100));
        assertThat(tooFew.deadline()).isLessThan(at(100));
    }

    @Test
    void nothing_takes_longer_than_ten_minutes() {
        BodyPace pace = new BodyPace(START);

        for (int second = 1; second < 600; second++) {
            pace.arrived(100_000, at(second));
        }

        assertThat(secondsUntilCut(pace)).isEqualTo(600);
    }

    @Test
    void four_hundred_honest_clients_at_a_kibibyte_a_second_with_stalls_of_five_seconds_all_pass() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            BodyPace pace = new BodyPace(START);
            int second = 0;
            int untilStall = random.nextInt(15);
            for (int sent = 0; sent < 100_000; sent += 1024) {
                boolean stalls = --untilStall < 0;
                untilStall = stalls ? 8 + random.nextInt(8) : untilStall;
                second += stalls ? 6 : 1;
                assertThat(pace.deadline())
                        .as("client %s in second %s", seed, second)
                        .isGreaterThan(at(second));
                pace.arrived(1024, at(second));
            }
        }
    }

    @Test
    void waiting_for_memory_is_not_the_clients_time() {
        BodyPace pace = new BodyPace(START);

        pace.waitedForMemory(Duration.ofSeconds(15).toNanos());

        assertThat(secondsUntilCut(pace)).isEqualTo(35);
    }

    private static long at(int seconds) {
        return START + Duration.ofSeconds(seconds).toNanos();
    }

    private static long secondsUntilCut(BodyPace pace) {
        return Duration.ofNanos(pace.deadline() - START).toSeconds();
    }
}
