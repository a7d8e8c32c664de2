package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers such as 2.1 are those of the traps that Javalin and Jetty lay by default. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class HttpServerTest {

    private final HttpServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void trap_2_1_a_method_override_header_does_not_change_the_method() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            assertThat(http.get("/backups/x", "X-HTTP-Method-Override: DELETE").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void trap_2_2_a_websocket_header_reaches_the_handler_and_opens_no_session() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.get(
                    "/config",
                    "Sec-WebSocket-Version: 13",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Set-Cookie")).isNull();
            assertThat(answer.header("X-Request-Id")).hasSize(16);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/config%2Fx", "/%zz", "/%2e%2e/config", "/config/..%2fx", "/a\u0000b", "/\u00ff"})
    void trap_2_3_ambiguous_paths_get_400_or_404_without_a_body(String path) throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.get(path);

            assertThat(answer.status()).isIn(400, 404);
            assertThat(answer.header("Content-Length")).isEqualTo("0");
        }
    }

    @Test
    void trap_2_3_empty_segments_reach_javalin() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            assertThat(http.get("//config").status())
                    .as("no route here, but no 400 either")
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /config HTTP/1.1\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\nContent-Length: 5,5\r\nContent-Length: 6\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "GET /config HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
            })
    void trap_2_3_what_the_parser_refuses_gets_an_empty_answer(String request) throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.send(request).answer();

            assertThat(answer.status()).isBetween(400, 505).isNotEqualTo(408);
            assertThat(answer.text()).isEmpty();
            assertThat(answer.header("Content-Length")).isEqualTo("0");
            assertThat(answer.header("Content-Type")).isNull();
            assertThat(answer.header("Server")).isNull();
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void trap_2_4_nothing_cuts_a_body_but_the_reader_itself() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            http.send(RawHttp.head("PUT", "/backups/x", "Authorization: a", "Content-Length: 2097152"))
                    .send(new byte[TestServer.MAX_BODY]);

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("X-Length")).isEqualTo("2097152");
        }
    }

    @Test
    void trap_2_7_javalins_own_refusals_have_no_body_and_tell_nothing() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            assertQuiet(http.get("/nothing/here", "Accept: text/html"), 404);
            RawHttp.Answer notAllowed = http.send(
                            RawHttp.head("POST", "/config", "Accept: application/json", "Content-Length: 0"))
                    .answer();
            assertQuiet(notAllowed, 405);
            assertThat(notAllowed.header("Allow")).contains("GET").contains("HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/boom", "/error"})
    void trap_2_7_an_unexpected_exception_gets_500_without_a_word(String path) throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            assertQuiet(http.get(path, "Accept: text/html"), 500);
            assertThat(http.get("/config").status())
                    .as("and the connection stays usable")
                    .isEqualTo(200);
        }
    }

    private static void assertQuiet(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{16}");
        assertThat(String.join("\n", answer.headers()))
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("avalin");
    }

    @Test
    void trap_7_1_nothing_is_compressed() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.get("/bytes", "Accept-Encoding: gzip, deflate, br");

            assertThat(answer.header("Content-Encoding")).isNull();
            assertThat(answer.header("Transfer-Encoding")).isNull();
            assertThat(answer.text()).hasSize(1_000_000);
        }
    }

    @Test
    void trap_7_1_head_is_routed_explicitly_and_has_the_length_of_get() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.send(RawHttp.head("HEAD", "/config")).answerWithoutBody();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Length")).isEqualTo("2");
        }
    }

    @Test
    void a_header_of_ten_kilobytes_reaches_the_handler_and_one_of_twenty_is_refused() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.send(RawHttp.head(
                            "PUT", "/backups/x", "Authorization: Basic " + "A".repeat(10_000), "Content-Length: 0"))
                    .answer();
            assertThat(answer.status()).isEqualTo(201);

            assertThat(http.get("/config", "Authorization: Basic " + "A".repeat(20_000))
                            .status())
                    .isEqualTo(431);
        }
    }

    @Test
    void X_12_a_connection_serves_config_a_401_and_an_upload() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            assertThat(http.get("/config").status()).isEqualTo(200);
            assertThat(http.send(RawHttp.head("PUT", "/backups/x", "Content-Length: 3"))
                            .send("abc")
                            .answer()
                            .status())
                    .isEqualTo(401);
            assertThat(http.get("/backups/x").status()).isEqualTo(404);
            assertThat(http.send(RawHttp.head("PUT", "/backups/x", "Authorization: a", "Content-Length: 3"))
                            .send("abc")
                            .answer()
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void a_port_in_use_is_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Bodies bodies = new Bodies(new ByteBudget(1 << 20, System::nanoTime), System::nanoTime);
            HttpSettings settings =
                    new HttpSettings("public", "127.0.0.1", taken.getLocalPort(), null, HttpSettings.Limits.standard());
            HttpServer second = new HttpServer(settings, bodies, _ -> {}, System::nanoTime, InstantSource.system());

            assertThatThrownBy(second::start)
                    .isInstanceOf(CannotListen.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .extracting(failure -> ((CannotListen) failure).reason())
                    .isEqualTo(CannotListen.Reason.IN_USE);
        }
    }

    @Test
    void an_upgrade_to_h2c_is_ignored_since_it_could_pass_through_a_proxy() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.get(
                    "/config",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__");

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void h2c_by_prior_knowledge_is_spoken_and_its_limits_are_stated() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            http.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});

            InputStream in = http.socket().getInputStream();
            byte[] head = in.readNBytes(9);
            assertThat(head[3]).as("a SETTINGS frame").isEqualTo((byte) 4);
            byte[] settings = in.readNBytes(head[2]);
            assertThat(setting(settings, 3)).as("MAX_CONCURRENT_STREAMS").isEqualTo(100);
            assertThat(setting(settings, 6)).as("MAX_HEADER_LIST_SIZE").isEqualTo(16 * 1024);
        }
    }

    @Test
    void a_flood_of_http2_pings_ends_the_connection() throws Exception {
        try (RawHttp http = new RawHttp(server)) {
            http.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            byte[] ping = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
            byte[] flood = new byte[ping.length * 500];
            for (int from = 0; from < flood.length; from += ping.length) {
                System.arraycopy(ping, 0, flood, from, ping.length);
            }
            http.send(flood);

            assertThat(endsWithGoAway(http.socket().getInputStream())).isTrue();
        }
    }

    private static boolean endsWithGoAway(InputStream in) throws Exception {
        boolean goneAway = false;
        try {
            while (true) {
                byte[] head = in.readNBytes(9);
                if (head.length < 9) {
                    return goneAway;
                }
                int length = ((head[0] & 0xff) << 16) | ((head[1] & 0xff) << 8) | (head[2] & 0xff);
                goneAway |= head[3] == 7;
                in.readNBytes(length);
            }
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    private static int setting(byte[] settings, int id) {
        for (int from = 0; from + 6 <= settings.length; from += 6) {
            if ((((settings[from] & 0xff) << 8) | (settings[from + 1] & 0xff)) == id) {
                return java.nio.ByteBuffer.wrap(settings, from + 2, 4).getInt();
            }
        }
        throw new AssertionError("setting " + id + " is not stated");
    }
}
