package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import strongroom.assembly.RunningServer;
import strongroom.assembly.SharedServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DownloadTest {

    private static final String STORED = Samples.id(1);
    private static final String ABSENT = Samples.id(2);
    private static final byte[] BODY = Samples.bytes(74_000, 1);

    @RegisterExtension
    static final SharedServer SHARED = SharedServer.plain();

    private final RunningServer server = SHARED.server();
    private final Caller anna = Caller.anna(server);
    private final Caller stranger = Caller.stranger(server);

    DownloadTest() {
        assertThat(anna.put(STORED, BODY).statusCode()).isIn(201, 204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Accept: */*",
                "Accept: application/octet-stream",
                "Accept: text/html",
                "Accept-Encoding: gzip, deflate, br"
            })
    @Statement({"G-01", "G-02", "G-03", "G-09"})
    void a_stored_backup_comes_back_byte_for_byte_whatever_the_client_would_take(String header) throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            RawHttp.Answer answer =
                    header.isEmpty() ? http.get("/backups/" + STORED) : http.get("/backups/" + STORED, header);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(BODY);
            assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(answer.header("Content-Length")).isEqualTo("74000");
            assertThat(answer.header("Content-Encoding")).isNull();
            assertThat(answer.header("Transfer-Encoding")).isNull();
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    @Statement({"G-04", "G-09"})
    void an_absent_backup_is_a_plain_404() {
        Response answer = stranger.get(ABSENT);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Location")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    @Statement({"G-05", "D-03"})
    void a_malformed_id_is_never_found_and_touches_nothing(String method) throws IOException {
        StoredRows before = StoredRows.of(server);
        for (String bad : new String[] {
            "",
            STORED.substring(1),
            STORED + "0",
            "g" + STORED.substring(1),
            "0x" + STORED.substring(2),
            "..%2f" + STORED,
            "..%2f..%2fconfig",
            "%2e%2e/" + STORED,
            STORED.substring(2) + "%00",
            "config",
            "backups/" + STORED,
            STORED + ";a=b",
            STORED.substring(1) + "%C3%A9",
            "%ff" + STORED.substring(2),
            "*"
        }) {
            try (RawHttp http = new RawHttp(server.url())) {
                http.send(RawHttp.head(
                        method,
                        "/backups/" + bad,
                        "Authorization: " + Caller.basic(RunningServer.USER, RunningServer.PASSWORD),
                        "Content-Type: application/octet-stream",
                        method.equals("PUT") ? "Content-Length: 50" : "Content-Length: 0"));
                if (method.equals("PUT")) {
                    http.send(Samples.bytes(50, 3));
                }
                RawHttp.Answer answer = method.equals("HEAD") ? http.answerWithoutBody() : http.answer();

                assertThat(answer.status()).as(bad).isIn(400, 404);
                assertThat(answer.header("Location")).isNull();
            }
        }
        assertThat(StoredRows.of(server)).isEqualTo(before);
    }

    @Test
    @Statement({"G-06", "G-09"})
    void head_tells_the_size_and_sends_no_body() throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            RawHttp.Answer head =
                    http.send(RawHttp.head("HEAD", "/backups/" + STORED)).answerWithoutBody();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).isEqualTo("74000");
            assertThat(head.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(head.header("Cache-Control")).isEqualTo("no-store");
            // Had a body followed, this answer would begin with it.
            assertThat(http.get("/backups/" + STORED).status()).isEqualTo(200);
        }
    }

    @Test
    @Statement({"G-07", "G-09"})
    void head_of_an_absent_backup_is_a_404() {
        Response answer = stranger.head(ABSENT);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-99", "bytes=73900-", "bytes=-10", "bytes=0-1,5-6", "bytes=99999999-", "lines=1-2"})
    @Statement("G-08")
    void a_range_gets_the_whole_backup(String range) {
        Response answer = stranger.request().header("Range", range).get("/backups/" + STORED);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(BODY);
        assertThat(answer.header("Content-Range")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 39})
    @Statement("G-10")
    void what_would_crash_an_android_app_cannot_get_in(int length) {
        String id = Samples.id(1_000 + length);

        assertThat(anna.put(id, Samples.bytes(length, 4)).statusCode()).isEqualTo(400);

        assertThat(stranger.get(id).statusCode()).isEqualTo(404);
        assertThat(stranger.head(id).statusCode()).isEqualTo(404);
    }

    @Test
    @Statement("G-10")
    void the_shortest_ciphertext_is_served() {
        byte[] shortest = Samples.bytes(40, 5);
        assertThat(anna.put(Samples.id(40), shortest).statusCode()).isEqualTo(201);

        assertThat(stranger.stored(Samples.id(40))).isEqualTo(shortest);
    }

    @Test
    @Statement("G-11")
    void a_damaged_backup_is_logged_and_never_sent(@TempDir Path directory) {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Download.class);
        log.start();
        logger.addAppender(log);
        try (RunningServer other = RunningServer.start(directory)) {
            Caller caller = Caller.anna(other);
            assertThat(caller.put(STORED, BODY).statusCode()).isEqualTo(201);
            String handle = other.rows("select handle from backup").getFirst();
            other.execute("update sealed set bytes = substr(bytes, 1, 1000) || x'00' || substr(bytes, 1002)"
                    + " where substr(bytes, 1001, 1) <> x'00'");
            other.execute("update sealed set bytes = substr(bytes, 1, 2000) || x'01' || substr(bytes, 2002)"
                    + " where substr(bytes, 2001, 1) <> x'01'");

            Response answer = caller.get(STORED);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.asByteArray()).isEmpty();
            assertThat(log.list).anySatisfy(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getFormattedMessage().toLowerCase(Locale.ROOT)).contains(handle);
                assertThat(event.getFormattedMessage()).doesNotContain(STORED);
            });
            assertThat(caller.head(STORED).statusCode()).isEqualTo(500);
            assertThat(caller.put(STORED, BODY).statusCode()).isIn(201, 204);
            assertThat(caller.stored(STORED)).isEqualTo(BODY);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    @Statement("G-12")
    void while_an_upload_is_under_way_the_earlier_backup_is_whole() throws IOException {
        byte[] fresh = Samples.bytes(200_000, 6);
        String id = Samples.id(12);
        assertThat(anna.put(id, BODY).statusCode()).isEqualTo(201);
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head(
                    "PUT",
                    "/backups/" + id,
                    "Authorization: " + Caller.basic(RunningServer.USER, RunningServer.PASSWORD),
                    "Content-Type: application/octet-stream",
                    "Content-Length: 200000"));
            http.send(Arrays.copyOf(fresh, 150_000));
            assertThat(stranger.stored(id)).isEqualTo(BODY);
            assertThat(stranger.head(id).header("Content-Length")).isEqualTo("74000");

            http.send(Arrays.copyOfRange(fresh, 150_000, 200_000));

            assertThat(http.answer().status()).isEqualTo(204);
            assertThat(stranger.stored(id)).isEqualTo(fresh);
        }
    }
}
