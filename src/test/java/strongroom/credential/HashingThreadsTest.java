package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.credential.HashingThreads.Limits;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HashingThreadsTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void letGo() {
        end.countDown();
        callers.close();
    }

    @Test
    void a_job_that_waits_too_long_is_not_begun() throws InterruptedException {
        try (HashingThreads threads = threads(Duration.ofMillis(1))) {
            CompletableFuture<@Nullable String> first = occupy(threads);

            boolean[] ran = {false};
            assertThat(threads.<String>run(() -> {
                        ran[0] = true;
                        return "late";
                    }))
                    .isNull();

            end.countDown();
            assertThat(first.join()).isEqualTo("done");
            assertThat(threads.<String>run(() -> "next")).isEqualTo("next");
            assertThat(ran[0]).isFalse();
        }
    }

    @Test
    void a_job_that_has_begun_is_waited_for_beyond_the_deadline() throws InterruptedException {
        try (HashingThreads threads = threads(Duration.ofNanos(1))) {
            CompletableFuture<@Nullable String> first = occupy(threads);

            end.countDown();

            assertThat(first.join()).isEqualTo("done");
        }
    }

    @Test
    void closing_answers_whoever_waits() throws InterruptedException {
        HashingThreads threads = threads(Duration.ofDays(1));
        CompletableFuture<@Nullable String> first = occupy(threads);
        CompletableFuture<@Nullable String> second =
                CompletableFuture.supplyAsync(() -> threads.<String>run(() -> "never"), callers);

        threads.close();

        assertThat(second.join()).isNull();
        assertThatThrownBy(first::join).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(threads.<String>run(() -> "never")).isNull();
        assertThat(threads.runIfIdle(() -> {})).isFalse();
    }

    @Test
    void a_failing_job_is_an_error_and_leaves_the_threads_alive() {
        try (HashingThreads threads = threads(Duration.ofDays(1))) {
            assertThatThrownBy(() -> threads.<String>run(() -> {
                        throw new IllegalArgumentException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("broken");

            assertThat(threads.runIfIdle(() -> {
                        throw new IllegalArgumentException("broken");
                    }))
                    .isTrue();
            assertThat(threads.<String>run(() -> "next")).isEqualTo("next");
        }
    }

    @Test
    void at_most_two_threads_are_taken() {
        assertThat(Limits.forCores(1)).isEqualTo(new Limits(1, 64, Duration.ofSeconds(2)));
        assertThat(Limits.forCores(2).threads()).isEqualTo(2);
        assertThat(Limits.forCores(64).threads()).isEqualTo(2);
        assertThatThrownBy(() -> new Limits(0, 1, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static HashingThreads threads(Duration deadline) {
        return new HashingThreads(new FastHasher(), new Limits(1, 4, deadline));
    }

    /** Keeps the one thread busy until the end is let in; a job with a deadline too short to begin is offered again. */
    private CompletableFuture<@Nullable String> occupy(HashingThreads threads) throws InterruptedException {
        CompletableFuture<@Nullable String> job = CompletableFuture.supplyAsync(
                () -> {
                    String result = null;
                    while (result == null) {
                        result = threads.run(this::untilTheEnd);
                    }
                    return result;
                },
                callers);
        begun.await();
        return job;
    }

    private String untilTheEnd() {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("stopped", stopped);
        }
        return "done";
    }
}
