package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RateLimitTest {

    private static final Allowance GRANTED = new Allowance.Granted();

    private final MovedTime time = new MovedTime();
    private final RateLimit misses = new RateLimit(Rate.of(60, Duration.ofMinutes(1)), time::nanoTime);

    @Test
    void X_07_sixty_at_once_and_then_one_a_second() {
        assertThat(granted(100)).isEqualTo(60);
        time.advance(Duration.ofMillis(999));
        assertThat(granted(1)).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(granted(5)).isEqualTo(1);
        time.advance(Duration.ofSeconds(10));
        assertThat(granted(50)).isEqualTo(10);
        time.advance(Duration.ofDays(365));
        assertThat(granted(100)).isEqualTo(60);
    }

    @Test
    void X_07_thirty_a_minute_are_never_refused() {
        for (int i = 0; i < 3_000; i++) {
            time.advance(Duration.ofSeconds(2));
            assertThat(misses.take(LoginScene.HOME)).isEqualTo(GRANTED);
        }
    }

    @Test
    void X_07_the_wait_is_told_in_whole_seconds_and_is_enough() {
        RateLimit hourly = new RateLimit(Rate.of(20, Duration.ofHours(1)), time::nanoTime);
        IntStream.range(0, 20).forEach(_ -> hourly.take(LoginScene.HOME));
        assertThat(hourly.take(LoginScene.HOME)).isEqualTo(new Allowance.Wait(Duration.ofMinutes(3)));

        time.advance(Duration.ofMinutes(3).minusNanos(1));
        assertThat(hourly.take(LoginScene.HOME)).isEqualTo(new Allowance.Wait(Duration.ofSeconds(1)));

        time.advance(Duration.ofNanos(1));
        assertThat(hourly.take(LoginScene.HOME)).isEqualTo(GRANTED);
    }

    @Test
    void a_refused_take_costs_nothing() {
        assertThat(granted(1_000_000)).isEqualTo(60);
        time.advance(Duration.ofSeconds(1));
        assertThat(granted(1)).isEqualTo(1);
    }

    @Test
    void sources_have_budgets_of_their_own() {
        assertThat(granted(61)).isEqualTo(60);

        assertThat(misses.take(LoginScene.source(2))).isEqualTo(GRANTED);
    }

    @Test
    void a_peek_takes_nothing_and_what_is_given_back_can_be_taken_again() {
        IntStream.range(0, 100)
                .forEach(_ -> assertThat(misses.peek(LoginScene.HOME)).isEqualTo(GRANTED));
        assertThat(granted(60)).isEqualTo(60);
        assertThat(misses.peek(LoginScene.HOME)).isInstanceOf(Allowance.Wait.class);

        misses.giveBack(LoginScene.HOME);

        assertThat(granted(2)).isEqualTo(1);
    }

    @Test
    void more_is_never_given_back_than_was_taken() {
        misses.take(LoginScene.HOME);
        IntStream.range(0, 100).forEach(_ -> misses.giveBack(LoginScene.HOME));

        assertThat(granted(100)).isEqualTo(60);
    }

    @Test
    void it_goes_on_when_the_clock_runs_over() {
        long[] now = {Long.MAX_VALUE - 5};
        TokenBucket bucket = new TokenBucket(new Rate(2, Duration.ofNanos(10)), () -> now[0]);
        assertThat(bucket.take()).isEqualTo(GRANTED);
        assertThat(bucket.take()).isEqualTo(GRANTED);
        assertThat(bucket.take()).isInstanceOf(Allowance.Wait.class);

        now[0] += 10;

        assertThat(bucket.take()).isEqualTo(GRANTED);
        assertThat(bucket.take()).isInstanceOf(Allowance.Wait.class);
    }

    @Test
    void rates_of_nothing_are_refused() {
        assertThatThrownBy(() -> new Rate(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addresses_of_one_network_are_one_source() throws UnknownHostException {
        assertThat(source("192.0.2.1")).isEqualTo(source("192.0.2.254")).isNotEqualTo(source("192.0.3.1"));
        assertThat(source("2001:db8:1:2::1"))
                .isEqualTo(source("2001:db8:1:ffff::9"))
                .isNotEqualTo(source("2001:db8:2::1"));
        assertThat(source("::ffff:192.0.2.7")).isEqualTo(source("192.0.2.1"));
        assertThat(source("192.0.2.1").toString()).isEqualTo("Source[hidden]");
    }

    private static Source source(String address) throws UnknownHostException {
        return Source.of(InetAddress.getByName(address));
    }

    private long granted(int tries) {
        return IntStream.range(0, tries)
                .filter(_ -> misses.take(LoginScene.HOME).equals(GRANTED))
                .count();
    }
}
