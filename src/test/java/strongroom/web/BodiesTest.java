package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class BodiesTest {

    private static final String LOGIN = "Authorization: Basic YTpi";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void G25_a_hundred_iphone_shaped_uploads_get_a_clean_401_and_then_201_on_the_same_connection(boolean tls)
            throws Exception {
        try (HttpServer server = start(tls);
                ExecutorService phones = Executors.newFixedThreadPool(20)) {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int index = 0; index < 100; index++) {
                all.add(phones.submit(() -> iphone(server)));
            }
            for (Future<List<Integer>> one : all) {
                assertThat(one.get()).containsExactly(401, 201);
            }
        }
    }

    private static List<Integer> iphone(HttpServer server) throws IOException {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer challenge = inPieces(http, RawHttp.head("PUT", "/backups/x", "Content-Length: 524288"));
            assertThat(challenge.header("Connection"))
                    .as("the connection stays usable")
                    .isNull();
            assertThat(challenge.header("WWW-Authenticate")).isNotNull();
            RawHttp.Answer stored = inPieces(http, RawHttp.head("PUT", "/backups/x", LOGIN, "Content-Length: 524288"));
            return List.of(challenge.status(), stored.status());
        }
    }

    private static RawHttp.Answer inPieces(RawHttp http, String head) throws IOException {
        http.send(head);
        byte[] piece = new byte[16 * 1024];
        for (int sent = 0; sent < 512 * 1024; sent += piece.length) {
            http.send(piece);
            LockSupport.parkNanos(2_000_000); // real time: the phone's pace is what is tested
        }
        return http.answer();
    }

    @Test
    void P_04_P_05_P_06_limits_are_exact_with_and_without_an_announced_length() throws Exception {
        try (HttpServer server = start(false)) {
            assertThat(put(server, TestServer.MAX_BODY - 1, false).status()).isEqualTo(201);
            assertThat(put(server, TestServer.MAX_BODY, false).status()).isEqualTo(201);
            assertThat(put(server, TestServer.MAX_BODY + 1, false).status()).isEqualTo(413);
            assertThat(put(server, TestServer.MAX_BODY, true).header("X-Length"))
                    .isEqualTo("2097152");
            assertThat(put(server, TestServer.MAX_BODY + 1, true).status()).isEqualTo(413);
        }
    }

    private static RawHttp.Answer put(HttpServer server, int bytes, boolean chunked) throws IOException {
        try (RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head(
                    "PUT", "/backups/x", LOGIN, chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + bytes));
            for (int rest = bytes; rest > 0; rest -= 50_000) {
                byte[] piece = new byte[Math.min(rest, 50_000)];
                if (chunked) {
                    http.send(Integer.toHexString(piece.length) + "\r\n")
                            .send(piece)
                            .send("\r\n");
                } else {
                    http.send(piece);
                }
            }
            if (chunked) {
                http.send("0\r\n\r\n");
            }
            RawHttp.Answer answer = http.answer();
            assertThat(answer.header("Connection")).isNull();
            assertThat(http.get("/config").status())
                    .as("the connection stays usable")
                    .isEqualTo(200);
            return answer;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void P_07_a_413_reaches_a_client_that_sends_four_megabytes_before_it_reads(boolean tls) throws Exception {
        try (HttpServer server = start(tls);
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", LOGIN, "Content-Length: 4000000"))
                    .send(new byte[4_000_000]);

            assertThat(http.answer().status()).isEqualTo(413);
            assertThat(http.get("/config").status()).isEqualTo(200);
        }
    }

    @Test
    void P_07_413_and_401_reach_an_http2_client_over_tls() throws Exception {
        try (HttpServer server = start(true);
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(RawHttp.trustingAnyone())
                        .build()) {
            HttpResponse<byte[]> tooLarge = send(client, server, 4_000_000, true);
            HttpResponse<byte[]> noLogin = send(client, server, 2_000_000, false);
            HttpResponse<byte[]> stored = send(client, server, TestServer.MAX_BODY, true);

            assertThat(tooLarge.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(tooLarge.statusCode()).isEqualTo(413);
            assertThat(tooLarge.headers().firstValue("content-length")).hasValue("0");
            assertThat(noLogin.statusCode()).isEqualTo(401);
            assertThat(stored.statusCode()).isEqualTo(201);
        }
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpServer server, int bytes, boolean login)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/backups/x"))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]));
        if (login) {
            request.header("Authorization", "Basic YTpi");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void what_may_not_be_drained_ends_the_connection_after_the_answer() throws Exception {
        try (HttpServer server = start(false);
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", "Content-Length: " + (TestServer.MAX_BODY + 65_537)));

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void what_may_not_be_drained_of_a_chunked_body_ends_the_connection_after_the_limit() throws Exception {
        try (HttpServer server = start(false);
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", "Transfer-Encoding: chunked"));
            byte[] piece = new byte[65_536];
            for (int index = 0; index < 34; index++) {
                http.send("10000\r\n").send(piece).send("\r\n");
            }

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
    }

    @Test
    void X_11_expect_100_continue_is_answered_401_without_asking_for_the_body() throws Exception {
        try (HttpServer server = start(false);
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", "Expect: 100-continue", "Content-Length: 500000"));

            assertThat(http.answer().status()).isEqualTo(401);
        }
    }

    @Test
    void X_11_expect_100_continue_is_answered_100_when_the_body_is_wanted() throws Exception {
        try (HttpServer server = start(false);
                RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", LOGIN, "Expect: 100-continue", "Content-Length: 5"));

            assertThat(http.answer().status()).isEqualTo(100);
            http.send("hello");
            assertThat(http.answer().status()).isEqualTo(201);
            assertThat(http.get("/config").status()).isEqualTo(200);
        }
    }

    @Test
    void P_08_a_body_that_is_cut_is_cut_and_leaves_nothing_in_the_budget() throws Exception {
        ByteBudget budget = new ByteBudget(16 << 20, System::nanoTime);
        Bodies bodies = new Bodies(budget, System::nanoTime);
        CompletableFuture<ReceivedBody> received = new CompletableFuture<>();
        try (HttpServer server = TestServer.start(
                null,
                HttpSettings.Limits.standard(),
                System::nanoTime,
                bodies,
                routes -> routes.put("/body", ctx -> {
                    received.complete(bodies.receive(ctx, "a", 1000));
                }))) {
            try (RawHttp http = new RawHttp(server)) {
                http.send(RawHttp.head("PUT", "/body", "Content-Length: 1000")).send(new byte[500]);
            }

            assertThat(received.get()).isInstanceOf(ReceivedBody.Cut.class);
            assertThat(budget.heldBytes()).isZero();
        }
    }

    @Test
    void X_10_two_hundred_uploads_of_two_mebibytes_over_sockets_share_sixteen_mebibytes() throws Exception {
        try (HttpServer server = TestServer.start(null, HttpSettings.Limits.standard(), System::nanoTime, 16L << 20);
                ExecutorService phones = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int index = 0; index < 200; index++) {
                all.add(phones.submit(
                        () -> put(server, TestServer.MAX_BODY, false).status()));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(201);
            }
        }
    }

    @Test
    void X_10_a_hundred_http2_uploads_on_one_connection_share_sixteen_mebibytes() throws Exception {
        PemFiles tls = TestCertificate.make(directory, "EC").write(directory);
        try (HttpServer server = TestServer.start(tls, HttpSettings.Limits.standard(), System::nanoTime, 16L << 20);
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(RawHttp.trustingAnyone())
                        .build()) {
            for (int round = 0; round < 2; round++) {
                List<CompletableFuture<HttpResponse<Void>>> all = new ArrayList<>();
                for (int index = 0; index < 50; index++) {
                    all.add(client.sendAsync(
                            HttpRequest.newBuilder(URI.create(server.url() + "/backups/x"))
                                    .header("Authorization", "Basic YTpi")
                                    .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[TestServer.MAX_BODY]))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding()));
                }
                for (CompletableFuture<HttpResponse<Void>> one : all) {
                    assertThat(one.get().statusCode()).isEqualTo(201);
                }
            }
        }
    }

    private HttpServer start(boolean tls) throws Exception {
        PemFiles files = tls ? TestCertificate.make(directory, "EC").write(directory) : null;
        return TestServer.start(files, HttpSettings.Limits.standard(), System::nanoTime, 64L << 20);
    }
}
