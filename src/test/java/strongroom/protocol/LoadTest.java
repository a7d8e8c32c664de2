package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.login;
import static strongroom.protocol.Asker.typeAndLength;
import static strongroom.protocol.Asker.with;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/** Clients that dawdle, and clients that come all at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LoadTest {

    private static final int MIB = 1024 * 1024;
    private static final int LOOK_MILLIS = 400;
    private static final int MOST_LOOKS = 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "GET", "GET /config HTTP/1.1\r\nHost: a\r\nAccept: "})
    @Statement("X-09")
    void a_client_that_does_not_finish_its_head_is_cut(String begun) throws Exception {
        try (RunningServer server = RunningServer.start(directory);
                RawHttp http = new RawHttp(server.url())) {
            http.send(begun);

            assertThat(afterTimePasses(server, http, Duration.ofSeconds(31))).isNull();
        }
    }

    @Test
    @Statement("X-09")
    void a_client_that_stops_within_its_body_is_cut_and_what_was_stored_stays() throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            Asker caller = new Asker(server);
            caller.put(backup(1), blob(500, 1), LOGIN);
            try (RawHttp http = beginUpload(server, backup(1), 5_000, LOGIN)) {
                http.send(blob(10, 2));

                Answer answer = afterTimePasses(server, http, Duration.ofSeconds(31));

                assertThat(Objects.requireNonNull(answer).status()).isEqualTo(400);
                assertThat(answer.header("Connection")).isEqualTo("close");
            }
            assertThat(body(caller.get(backup(1)))).isEqualTo(blob(500, 1));
            Await.until("no memory is held", () -> server.bodies().heldBytes() == 0);
        }
    }

    @Test
    @Statement("X-09")
    void a_client_below_the_least_pace_is_cut_though_it_never_stops() throws Exception {
        try (RunningServer server = RunningServer.start(directory);
                RawHttp http = beginUpload(server, backup(1), 200_000, LOGIN)) {
            Answer answer = null;
            int sent = 0;
            while (answer == null && sent < 1_000) {
                http.send(new byte[] {1});
                sent++;
                answer = afterTimePasses(server, http, Duration.ofSeconds(5), 1);
            }

            assertThat(Objects.requireNonNull(answer).status()).isEqualTo(400);
            assertThat(sent).isLessThan(60);
            assertThat(new Asker(server).get(backup(1)).status()).isEqualTo(404);
        }
    }

    @Test
    @Statement("X-09")
    void a_body_without_a_login_is_not_waited_for_either() throws Exception {
        try (RunningServer server = RunningServer.start(directory);
                RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head("PUT", backup(1), typeAndLength(5_000))).send(blob(10, 1));

            Answer answer = afterTimePasses(server, http, Duration.ofSeconds(31));

            assertThat(answer == null ? 401 : answer.status()).isEqualTo(401);
        }
    }

    @Test
    @Statement("X-09")
    void a_thousand_idle_connections_and_a_hundred_half_uploads_block_nobody() throws Exception {
        try (RunningServer server = RunningServer.start(directory);
                OpenConnections open = new OpenConnections(new ArrayList<>())) {
            for (int number = 0; number < 1_000; number++) {
                open.all().add(new RawHttp(server.url()));
            }
            for (int number = 0; number < 100; number++) {
                open.all().add(new RawHttp(server.url()).send("GET /config HTTP/1.1\r\nHost: "));
                open.all().add(beginUpload(server, backup(1_000 + number), 100_000, LOGIN));
            }
            Asker caller = new Asker(server);
            for (int number = 0; number < 100; number++) {
                assertThat(caller.get("/config", LOGIN).status()).isEqualTo(200);
            }
            assertThat(caller.put(backup(1), blob(200_000, 1), LOGIN).status()).isEqualTo(201);
            assertThat(body(caller.get(backup(1)))).isEqualTo(blob(200_000, 1));
        }
    }

    /** Closed before the server, which would wait for the half uploads until its deadline. */
    private record OpenConnections(List<RawHttp> all) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            for (RawHttp http : all) {
                http.close();
            }
        }
    }

    @Test
    @Statement({"X-10", "P-19"})
    void uploads_at_once_beyond_the_memory_for_bodies_end_in_success_or_503_and_never_take_more() throws Exception {
        int uploads = 40;
        AtomicLong most = new AtomicLong();
        try (RunningServer server = RunningServer.start(directory, Map.of("STRONGROOM_HTTP_BODY_BUDGET", "16MiB"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int account = 0; account < 6; account++) {
                server.addAccount(Slug.DEFAULT, "phone" + account, "one of many", AccountKind.SHARED);
                assertThat(new Asker(server)
                                .get("/config", login("phone" + account, "one of many"))
                                .status())
                        .isEqualTo(200);
            }
            CyclicBarrier together = new CyclicBarrier(uploads);
            List<Future<Answer>> running = new ArrayList<>();
            for (int number = 0; number < uploads; number++) {
                int upload = number;
                running.add(threads.submit(() -> {
                    together.await();
                    return new Asker(server)
                            .put(backup(upload), blob(2 * MIB, upload), login("phone" + upload % 6, "one of many"));
                }));
            }
            Await.until("all uploads are answered", () -> {
                most.accumulateAndGet(server.bodies().heldBytes(), Math::max);
                return running.stream().allMatch(Future::isDone);
            });

            int stored = 0;
            for (int number = 0; number < uploads; number++) {
                Answer answer = running.get(number).get();
                assertThat(answer.status()).isIn(201, 503);
                if (answer.status() == 503) {
                    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
                } else {
                    stored++;
                    assertThat(body(new Asker(server).get(backup(number)))).isEqualTo(blob(2 * MIB, number));
                }
            }
            assertThat(stored).isPositive();
            assertThat(most.get()).isPositive().isLessThanOrEqualTo(16L * MIB);
            Await.until("no memory is held", () -> server.bodies().heldBytes() == 0);
        }
    }

    /** Sends the head of an upload and waits until the server asks for its body. */
    private static RawHttp beginUpload(RunningServer server, String path, int bytes, String login) throws IOException {
        RawHttp http = new RawHttp(server.url());
        http.send(RawHttp.head("PUT", path, with(typeAndLength(bytes), login, "Expect: 100-continue")));
        assertThat(http.answer().status()).isEqualTo(100);
        return http;
    }

    private static @Nullable Answer afterTimePasses(RunningServer server, RawHttp http, Duration step)
            throws IOException {
        return afterTimePasses(server, http, step, MOST_LOOKS);
    }

    /**
     * Lets time pass until the server answers or closes: a step alone could come before the server has begun to wait.
     *
     * @return null if it closed without an answer, or if nothing came
     */
    private static @Nullable Answer afterTimePasses(RunningServer server, RawHttp http, Duration step, int looks)
            throws IOException {
        http.socket().setSoTimeout(LOOK_MILLIS);
        for (int look = 0; look < looks; look++) {
            server.time().pass(step);
            try {
                return http.answer();
            } catch (SocketTimeoutException nothingYet) {
                // The next step may be the one.
            } catch (EOFException | SocketException closed) {
                return null;
            }
        }
        assertThat(looks).as("neither answered nor closed").isLessThan(MOST_LOOKS);
        return null;
    }
}
