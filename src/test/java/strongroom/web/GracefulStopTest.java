package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** X-13, G13, and trap 2.5. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class GracefulStopTest {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final Bodies bodies = new Bodies(new ByteBudget(8 << 20, System::nanoTime), System::nanoTime);

    @Test
    void trap_2_5_running_requests_finish_new_ones_get_503_and_new_connections_are_refused() throws Exception {
        HttpServer server = start(null, Duration.ofSeconds(20));
        try (RawHttp running = new RawHttp(server);
                RawHttp upload = new RawHttp(server);
                RawHttp busy = new RawHttp(server)) {
            running.send(RawHttp.head("GET", "/wait"));
            entered.await();
            upload.send(RawHttp.head("PUT", "/backups/x", "Authorization: a", "Content-Length: 100000"))
                    .send(new byte[50_000]);
            until(() -> bodies.waiting() == 1);
            busy.send("GET /config HTTP/1.1\r\n");
            until(() -> {
                server.look();
                return server.connectionsReadingHead() == 1;
            });

            Thread stopping = Thread.startVirtualThread(server::close);
            until(() -> isRefused(server));
            RawHttp.Answer late = busy.send("Host: a\r\n\r\n").answer();
            upload.send(new byte[50_000]);
            RawHttp.Answer stored = upload.answer();
            letGo.countDown();
            RawHttp.Answer done = running.answer();
            stopping.join();

            assertThat(late.status()).isEqualTo(503);
            assertThat(late.header("Retry-After")).isEqualTo("5");
            assertThat(late.header("Content-Length")).isEqualTo("0");
            assertThat(stored.status()).isEqualTo(201);
            assertThat(done.text()).isEqualTo("done");
        }
    }

    @Test
    void trap_2_5_a_running_http2_request_finishes(@TempDir Path directory) throws Exception {
        HttpServer server = start(TestCertificate.make(directory, "EC").write(directory), Duration.ofSeconds(20));
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(RawHttp.trustingAnyone()).build()) {
            CompletableFuture<HttpResponse<String>> running = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(server.url() + "/wait")).build(),
                    HttpResponse.BodyHandlers.ofString());
            entered.await();

            Thread stopping = Thread.startVirtualThread(server::close);
            until(() -> isRefused(server));
            letGo.countDown();

            assertThat(running.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(running.get().body()).isEqualTo("done");
            stopping.join();
        }
    }

    @Test
    void idle_connections_do_not_hold_up_the_stop() throws Exception {
        HttpServer server = start(null, Duration.ofSeconds(50));
        try (RawHttp idle = new RawHttp(server);
                RawHttp silent = new RawHttp(server)) {
            assertThat(idle.get("/config").status()).isEqualTo(200);

            long before = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(silent.isClosedByServer()).isTrue();
        }
    }

    @Test
    void what_does_not_finish_in_time_is_cut() throws Exception {
        HttpServer server = start(null, Duration.ofMillis(500));
        try (RawHttp running = new RawHttp(server)) {
            running.send(RawHttp.head("GET", "/wait"));
            entered.await();

            server.close();

            assertThatThrownBy(running::answer).isInstanceOf(IOException.class);
        } finally {
            letGo.countDown();
        }
    }

    private HttpServer start(@Nullable PemFiles tls, Duration stop) {
        HttpSettings.Limits limits =
                new HttpSettings.Limits(Duration.ofSeconds(30), Duration.ofSeconds(60), stop, 1000);
        return TestServer.start(tls, limits, System::nanoTime, bodies, routes -> {
            TestServer.routes(routes, bodies);
            TestServer.waitingRoute(routes, entered, letGo);
        });
    }

    private static boolean isRefused(HttpServer server) throws IOException {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(probe.isConnected()).isTrue();
            return false;
        } catch (SocketException e) {
            // Refused, or reset if it was still waiting to be accepted when the listener closed.
            return true;
        }
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
