package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/** What the public listener says to everything that can be asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CrawlTest {

    private RunningServer server;
    private List<Crawl.Visit> visits;

    @BeforeAll
    void crawl(@TempDir Path directory) throws Exception {
        server = RunningServer.start(directory, Map.of("STRONGROOM_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
        assertThat(new Asker(server).put(backup(1), blob(100, 1), LOGIN).status())
                .isEqualTo(201);
        visits = Crawl.of(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    @Statement("X-03")
    void nothing_is_ever_redirected() {
        assertThat(visits).hasSizeGreaterThan(1_500).allSatisfy(visit -> {
            assertThat(visit.answer().status() / 100).as(visit.toString()).isNotEqualTo(3);
            assertThat(visit.answer().header("Location")).as(visit.toString()).isNull();
            assertThat(visit.answer().header("Refresh")).as(visit.toString()).isNull();
        });
    }

    @Test
    @Statement({"X-03", "X-05"})
    void only_the_statuses_that_apps_understand_are_used() {
        Set<Integer> seen = new TreeSet<>();
        visits.forEach(visit -> seen.add(visit.answer().status()));

        assertThat(seen).isSubsetOf(200, 201, 204, 400, 401, 404, 405);
        assertThat(seen).as("the crawl met them all").contains(200, 201, 204, 400, 401, 404, 405);
    }

    @Test
    @Statement("X-05")
    void every_error_has_a_length_and_says_nothing_of_the_server() {
        assertThat(visits).filteredOn(visit -> !visit.isSuccess()).allSatisfy(visit -> {
            assertThat(visit.answer().header("Content-Length"))
                    .as(visit.toString())
                    .isNotNull();
            assertThat(visit.answer().text()).as(visit.toString()).isEmpty();
        });
        assertThat(visits).allSatisfy(visit -> {
            assertThat(visit.answer().header("Server")).as(visit.toString()).isNull();
            assertThat(visit.answer().header("X-Powered-By"))
                    .as(visit.toString())
                    .isNull();
            String whole = visit.answer().toString().toLowerCase(Locale.ROOT);
            assertThat(whole)
                    .as(visit.toString())
                    .doesNotContain("jetty", "javalin", "exception", "stack", "java.", "at strongroom", "html");
        });
    }

    @Test
    @Statement("X-05")
    void a_wrong_method_on_a_known_path_answers_405_with_allow_and_an_unknown_path_404() {
        assertThat(visits)
                .filteredOn(visit -> visit.answer().status() == 405)
                .isNotEmpty()
                .allSatisfy(visit -> assertThat(visit.answer().header("Allow"))
                        .as(visit.toString())
                        .isIn("GET, HEAD", "GET, HEAD, PUT, DELETE"));
        assertThat(visits).filteredOn(visit -> visit.path().equals("/config")).allSatisfy(visit -> {
            boolean known = Set.of("GET", "HEAD").contains(visit.method());
            assertThat(visit.answer().status() == 405).as(visit.toString()).isEqualTo(!known && isPlain(visit));
        });
        assertThat(visits)
                .filteredOn(visit -> visit.path().equals(backup(1)) && isPlain(visit))
                .allSatisfy(visit -> assertThat(visit.answer().status() == 405)
                        .as(visit.toString())
                        .isEqualTo(!Set.of("GET", "HEAD", "PUT", "DELETE").contains(visit.method())));
        assertThat(visits)
                .filteredOn(visit -> Set.of("/nobody/config", "/backups", "/favicon.ico", "/livez", "/metrics")
                                .contains(visit.path())
                        && isPlain(visit))
                .allSatisfy(visit ->
                        assertThat(visit.answer().status()).as(visit.toString()).isEqualTo(404));
    }

    /** CONNECT takes an authority and no path, so the parser refuses it before anything is looked at. */
    private static boolean isPlain(Crawl.Visit visit) {
        return !visit.method().equals("CONNECT");
    }

    @Test
    @Statement({"C-05", "G-09", "X-05"})
    void nothing_may_be_cached_or_is_compressed_or_sets_a_cookie() {
        assertThat(visits).allSatisfy(visit -> {
            assertThat(visit.answer().header("Cache-Control"))
                    .as(visit.toString())
                    .isEqualTo("no-store");
            assertThat(visit.answer().header("Content-Encoding"))
                    .as(visit.toString())
                    .isNull();
            assertThat(visit.answer().header("Transfer-Encoding"))
                    .as(visit.toString())
                    .isNull();
            assertThat(visit.answer().header("Set-Cookie")).as(visit.toString()).isNull();
            assertThat(visit.answer().header("ETag")).as(visit.toString()).isNull();
            assertThat(visit.answer().header("Last-Modified"))
                    .as(visit.toString())
                    .isNull();
        });
    }

    @Test
    @Statement("X-06")
    void without_cors_no_answer_speaks_of_it() {
        assertThat(visits)
                .allSatisfy(visit -> assertThat(visit.answer().headers())
                        .as(visit.toString())
                        .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control")));
    }

    /** Safe-protocol 9a: a success with fewer than 24 bytes crashes Android, and a repeated request is one it did not need. */
    @Test
    @Statement({"G-08", "G-10", "P-03", "P-19"})
    void nothing_is_sent_that_the_apps_stumble_over() {
        assertThat(visits).allSatisfy(visit -> {
            assertThat(visit.answer().status()).as(visit.toString()).isNotIn(408, 503, 500);
            if (visit.method().equals("GET") && visit.isSuccess()) {
                assertThat(visit.answer().status()).as(visit.toString()).isEqualTo(200);
                assertThat(visit.answer().text().length()).as(visit.toString()).isGreaterThanOrEqualTo(24);
            }
            if (visit.method().equals("PUT") && visit.isSuccess()) {
                assertThat(visit.answer().status()).as(visit.toString()).isIn(201, 204);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /config HTTP/1.1\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\nName : x\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
                "PUT /config HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "PUT /config HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde",
                "PUT /config HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775808\r\n\r\n",
                "PUT /config HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "PUT /config HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /backups/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /config\0 HTTP/1.1\r\nHost: a\r\n\r\n",
            })
    @Statement("X-05")
    void broken_http_answers_400_without_a_word(String request) throws Exception {
        try (RawHttp http = new RawHttp(server.url())) {
            Answer answer = http.send(request).answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Length")).isEqualTo("0");
            assertThat(answer.header("Server")).isNull();
            assertThat(answer.text()).isEmpty();
        }
        assertThat(new Asker(server).get("/config", LOGIN).status())
                .as("the server goes on")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /config\r\n\r\n", "GET /config HTTP/9.9\r\nHost: a\r\n\r\n"})
    @Statement("X-05")
    void a_version_of_http_that_is_not_spoken_answers_505_without_a_word(String request) throws Exception {
        try (RawHttp http = new RawHttp(server.url())) {
            Answer answer = http.send(request).answer();

            assertThat(answer.status()).isEqualTo(505);
            assertThat(answer.header("Content-Length")).isEqualTo("0");
            assertThat(answer.header("Server")).isNull();
            assertThat(answer.text()).isEmpty();
        }
    }
}
