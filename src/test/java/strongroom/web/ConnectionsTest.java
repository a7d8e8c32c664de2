package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** the clock is the test's; the server looks at it four times a second. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class ConnectionsTest {

    private static final HttpSettings.Limits LIMITS =
            new HttpSettings.Limits(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(20), 20_000);

    private final AtomicLong now = new AtomicLong();

    @Test
    void a_connection_that_never_says_anything_is_closed_after_thirty_seconds() throws Exception {
        try (HttpServer server = start(null);
                RawHttp http = new RawHttp(server)) {
            awaitConnections(server, 1);
            pass(31);

            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_first_head_that_trickles_is_cut_thirty_seconds_after_the_connection_was_opened() throws Exception {
        try (HttpServer server = start(null);
                RawHttp http = new RawHttp(server)) {
            http.send("GET /config HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            awaitConnections(server, 1);
            pass(15);
            http.send("a");
            server.look();
            http.send("b");
            pass(16);

            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_later_head_that_trickles_is_cut_thirty_seconds_after_its_first_byte() throws Exception {
        try (HttpServer server = start(null);
                RawHttp http = new RawHttp(server)) {
            assertThat(http.get("/config").status()).isEqualTo(200);
            server.look();
            pass(100);
            server.look();
            assertThat(http.get("/config").status())
                    .as("idle between requests is not late")
                    .isEqualTo(200);
            server.look();

            http.send("GET /config HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            awaitLooks(server);
            pass(29);
            server.look();
            http.send("a");
            assertThat(server.connections()).isEqualTo(1);
            pass(2);

            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_tls_handshake_that_never_comes_is_closed(@TempDir Path directory) throws Exception {
        try (HttpServer server = start(TestCertificate.make(directory, "EC").write(directory));
                RawHttp http = new RawHttp(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
            awaitConnections(server, 1);
            pass(31);

            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void an_http2_connection_that_only_pings_is_closed() throws Exception {
        try (HttpServer server = start(null);
                RawHttp http = new RawHttp(server)) {
            http.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            http.socket().getInputStream().readNBytes(9);
            server.look();
            pass(29);
            http.send(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
            server.look();
            pass(2);

            assertThat(http.socket().getInputStream().readAllBytes()).isNotNull();
        }
    }

    @Test
    void a_thousand_idle_connections_do_not_hold_up_the_next_one() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (HttpServer server = start(null)) {
            for (int index = 0; index < 1000; index++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            for (int index = 0; index < 100; index++) {
                try (RawHttp http = new RawHttp(server)) {
                    assertThat(http.get("/config").status()).isEqualTo(200);
                }
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void three_hundred_half_sent_uploads_do_not_hold_up_config() throws Exception {
        List<RawHttp> half = new ArrayList<>();
        try (HttpServer server = start(null)) {
            for (int index = 0; index < 300; index++) {
                RawHttp http = new RawHttp(server);
                half.add(http.send(RawHttp.head("PUT", "/backups/x", "Authorization: a", "Content-Length: 524288"))
                        .send(new byte[32 * 1024]));
            }
            try (RawHttp http = new RawHttp(server)) {
                for (int index = 0; index < 100; index++) {
                    assertThat(http.get("/config").status()).isEqualTo(200);
                }
            }
            pass(31);
            for (RawHttp http : half) {
                assertThat(http.answer().status()).as("too slow, or no memory").isIn(400, 503);
                assertThat(http.isClosedByServer()).isTrue();
            }
        } finally {
            for (RawHttp http : half) {
                http.close();
            }
        }
    }

    @Test
    void a_stop_leaves_a_connection_without_a_request_one_look_to_send_it() throws Exception {
        Connections connections = new Connections(LIMITS, now::get);
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.addBean(connections);
        jetty.addConnector(connector);
        jetty.start();
        try (RawHttp fresh = new RawHttp(new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort()))) {
            while (connections.count() < 1) {
                Thread.onSpinWait();
            }
            connections.look();
            connections.stopping();

            connections.look();
            assertThat(connections.count()).isEqualTo(1);
            connections.look();

            assertThat(connections.count()).isZero();
            assertThat(fresh.isClosedByServer()).isTrue();
        } finally {
            jetty.stop();
        }
    }

    private HttpServer start(@Nullable PemFiles tls) {
        return TestServer.start(tls, LIMITS, now::get, 64L << 20);
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static void awaitConnections(HttpServer server, int count) {
        while (server.connections() < count) {
            Thread.onSpinWait();
        }
    }

    private static void awaitLooks(HttpServer server) {
        while (server.connectionsReadingHead() == 0) {
            server.look();
        }
    }
}
