package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow clients over real connections, with the test's clock. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class SlowBodiesTest {

    private final AtomicLong now = new AtomicLong();
    private final ByteBudget budget = new ByteBudget(8 << 20, now::get);
    private final Bodies bodies = new Bodies(budget, now::get);

    @Test
    void G21_a_body_that_stops_is_answered_and_its_connection_closed() throws Exception {
        try (HttpServer server = start();
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", "Authorization: a", "Content-Length: 100000"))
                    .send(new byte[60_000]);
            until(() -> budget.heldBytes() >= 60_000);
            // Time that passes while the last piece is still being put away is not the client's, so it may take more
            // than once.
            until(() -> {
                pass(31);
                return budget.heldBytes() == 0;
            });

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(http.isClosedByServer()).isTrue();
            assertThat(budget.heldBytes()).isZero();
        }
    }

    @Test
    void G21_a_body_that_is_only_drained_is_under_the_same_rule() throws Exception {
        try (HttpServer server = start();
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", "Content-Length: 100000"))
                    .send(new byte[10]);
            until(() -> bodies.waiting() == 1);
            pass(31);

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
    }

    @Test
    void a_body_that_gets_no_memory_for_twenty_seconds_is_answered_503() throws Exception {
        try (HttpServer server = start();
                RawHttp http = new RawHttp(server);
                BudgetClaim all = budget.claim("owner", 2 << 20)) {
            all.take(2 << 20);
            http.send(RawHttp.head("PUT", "/backups/x", "Authorization: a", "Content-Length: 100000"))
                    .send(new byte[100_000]);
            until(budget::isExhausted);
            pass(21);

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void a_body_that_waits_for_memory_goes_on_when_there_is_some() throws Exception {
        try (HttpServer server = start();
                RawHttp http = new RawHttp(server)) {
            BudgetClaim all = budget.claim("owner", 2 << 20);
            all.take(2 << 20);
            http.send(RawHttp.head("PUT", "/backups/x", "Authorization: a", "Content-Length: 100000"))
                    .send(new byte[100_000]);
            until(budget::isExhausted);

            all.close();

            assertThat(http.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void a_reader_that_does_not_read_is_cut_only_while_others_wait_for_memory() throws Exception {
        CompletableFuture<Sent> sent = new CompletableFuture<>();
        byte[] large = new byte[64 << 20];
        try (HttpServer server = TestServer.start(
                        null,
                        HttpSettings.Limits.standard(),
                        now::get,
                        bodies,
                        routes -> routes.get("/large", ctx -> {
                            sent.complete(bodies.send(ctx, large));
                        }));
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("GET", "/large"));
            until(() -> bodies.sending() == 1);
            for (int look = 0; look < 4; look++) {
                pass(6);
                server.look();
            }
            assertThat(sent.isDone()).isFalse();

            BudgetClaim all = budget.claim("owner", 2 << 20);
            all.take(2 << 20);
            Thread other =
                    Thread.startVirtualThread(() -> budget.claim("owner", 10).take(10));
            until(budget::isExhausted);
            while (!sent.isDone() && budget.isExhausted()) {
                pass(6);
                server.look();
            }

            assertThat(sent.get()).isEqualTo(Sent.CUT);
            all.close();
            other.join();
        }
    }

    private HttpServer start() {
        return TestServer.start(
                null, HttpSettings.Limits.standard(), now::get, bodies, routes -> TestServer.routes(routes, bodies));
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition) throws IOException {
        while (!condition.holds()) {
            Thread.onSpinWait();
        }
    }
}
