package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.Announcement;
import strongroom.account.Slug;
import strongroom.account.TenantSettings;
import strongroom.assembly.RunningServer;
import strongroom.assembly.SharedServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConfigTest {

    private static final String SHIPPED = "{\"maxBackupBytes\":2097152,\"retentionDays\":180}";

    @RegisterExtension
    static final SharedServer SHARED = SharedServer.plain();

    private final RunningServer server = SHARED.server();
    private final Caller anna = Caller.anna(server);

    @Test
    @Statement({"C-01", "C-02", "C-05"})
    void it_is_a_small_json_object_of_two_whole_numbers_that_nobody_keeps() {
        Response answer = anna.request()
                .accept("application/json")
                .header("User-Agent", "Threema")
                .get("/config");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo(SHIPPED);
        assertThat(answer.jsonPath().<Object>get("maxBackupBytes")).isEqualTo(2_097_152);
        assertThat(answer.jsonPath().<Object>get("retentionDays")).isEqualTo(180);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "application/json;q=0.9, */*", "application/octet-stream", "text/html"})
    @Statement("C-03")
    void any_accept_gets_the_same(String accept) throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            RawHttp.Answer answer =
                    accept.isEmpty() ? http.get("/config", login()) : http.get("/config", login(), "Accept: " + accept);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.text()).isEqualTo(SHIPPED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate, br", "br;q=1.0, *;q=0.5", "zstd"})
    @Statement("C-04")
    void it_has_a_length_and_is_neither_chunked_nor_compressed(String offered) throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            RawHttp.Answer answer = http.get("/config", login(), "Accept-Encoding: " + offered);

            assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(SHIPPED.length()));
            assertThat(answer.header("Transfer-Encoding")).isNull();
            assertThat(answer.header("Content-Encoding")).isNull();
            assertThat(answer.text()).isEqualTo(SHIPPED).hasSizeLessThanOrEqualTo(4096);
        }
    }

    @Test
    @Statement("C-04")
    void an_android_app_that_reads_once_gets_all_of_it() throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head("GET", "/config", login(), "Accept-Encoding: gzip"));
            byte[] buffer = new byte[4096];
            int length = http.socket().getInputStream().read(buffer);

            assertThat(new String(Arrays.copyOf(buffer, length), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n" + SHIPPED);
        }
    }

    @Test
    @Statement("C-06")
    void head_answers_with_the_same_headers_and_no_body() throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            RawHttp.Answer head =
                    http.send(RawHttp.head("HEAD", "/config", login())).answerWithoutBody();
            RawHttp.Answer get = http.get("/config", login());

            assertThat(head.status()).isEqualTo(200);
            assertThat(lasting(head)).isEqualTo(lasting(get));
            assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(SHIPPED.length()));
            assertThat(get.text()).isEqualTo(SHIPPED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "MKCOL"})
    @Statement("C-07")
    void other_methods_are_told_which_ones_work(String method) throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            RawHttp.Answer answer = http.send(RawHttp.head(method, "/config", login(), "Content-Length: 0"))
                    .answer();

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
            assertThat(answer.header("Content-Length")).isEqualTo("0");
            assertThat(http.get("/config", login()).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"180, 0", "180, -1", "180, 39", "180, 15728641", "1, 2097152", "0, 2097152", "-2147483648, 2097152"})
    @Statement("C-08")
    void numbers_that_break_an_app_are_refused(int retentionDays, long maxBackupBytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Announcement(retentionDays, maxBackupBytes));
    }

    @ParameterizedTest
    @CsvSource({"2, 40", "2147483647, 15728640"})
    @Statement("C-08")
    void the_outermost_numbers_that_are_allowed_reach_the_phone(
            int retentionDays, long maxBackupBytes, @TempDir Path directory) {
        try (RunningServer other = RunningServer.start(directory)) {
            other.set(Slug.DEFAULT, announcing(new Announcement(retentionDays, maxBackupBytes)));

            assertThat(Caller.anna(other).config().asString())
                    .isEqualTo("{\"maxBackupBytes\":%d,\"retentionDays\":%d}".formatted(maxBackupBytes, retentionDays));
        }
    }

    @Test
    @Statement("C-09")
    void a_change_shows_in_the_next_answer_and_after_a_restart_and_touches_no_backup(@TempDir Path directory) {
        byte[] body = Samples.bytes(100_000, 1);
        try (RunningServer other = RunningServer.start(directory)) {
            Caller caller = Caller.anna(other);
            assertThat(caller.put(Samples.id(1), body).statusCode()).isEqualTo(201);
            List<String> before = stored(other);

            other.set(Slug.DEFAULT, announcing(new Announcement(30, 50_000)));

            assertThat(caller.config().asString()).isEqualTo("{\"maxBackupBytes\":50000,\"retentionDays\":30}");
            assertThat(stored(other)).isEqualTo(before);
            other.restart();
            assertThat(caller.config().asString()).isEqualTo("{\"maxBackupBytes\":50000,\"retentionDays\":30}");
            assertThat(stored(other)).isEqualTo(before);
            assertThat(caller.stored(Samples.id(1))).isEqualTo(body);
        }
    }

    @Test
    @Statement("C-10")
    void a_phone_that_has_just_restored_and_asked_a_lot_is_still_answered() {
        byte[] body = Samples.bytes(1_000, 2);
        assertThat(anna.put(Samples.id(2), body).statusCode()).isEqualTo(201);

        assertThat(anna.stored(Samples.id(2))).isEqualTo(body);
        for (int i = 0; i < 10; i++) {
            assertThat(anna.get(Samples.id(100 + i)).statusCode()).isEqualTo(404);
        }
        assertThat(anna.config().statusCode()).isEqualTo(200);
    }

    private static UnaryOperator<TenantSettings> announcing(Announcement announcement) {
        return settings -> new TenantSettings(settings.access(), announcement, settings.keeping(), settings.quota());
    }

    private static List<String> stored(RunningServer server) {
        return List.of(
                server.rows("select * from revision").toString(),
                server.rows("select * from sealed").toString(),
                server.rows("select handle, revision, state, uploaded_clock from backup")
                        .toString());
    }

    private static String login() {
        return "Authorization: " + Caller.basic(RunningServer.USER, RunningServer.PASSWORD);
    }

    /** The headers that two answers to the same question share. */
    private static List<String> lasting(RawHttp.Answer answer) {
        return answer.headers().stream()
                .filter(line -> !line.startsWith("Date:") && !line.startsWith("X-Request-Id:"))
                .toList();
    }
}
