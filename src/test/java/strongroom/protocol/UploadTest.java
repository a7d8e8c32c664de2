package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.Quota;
import strongroom.account.Slug;
import strongroom.account.TenantSettings;
import strongroom.assembly.RunningServer;
import strongroom.assembly.SharedServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UploadTest {

    private static final int MAX = 2_097_152;

    @RegisterExtension
    static final SharedServer SHARED = SharedServer.plain();

    private final RunningServer server = SHARED.server();
    private final Caller anna = Caller.anna(server);

    UploadTest() {
        server.set(Slug.DEFAULT, UploadTest::withoutQuota);
    }

    private static TenantSettings withoutQuota(TenantSettings settings) {
        return new TenantSettings(
                settings.access(), settings.announcement(), settings.keeping(), new Quota(null, null, null));
    }

    @Test
    @Statement({"P-01", "P-03"})
    void a_new_backup_is_created() {
        byte[] body = Samples.bytes(50_000, 1);

        Response answer = anna.put(Samples.id(1), body);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.asByteArray()).isEmpty();
        assertThat(answer.header("Location")).isNull();
        assertThat(anna.stored(Samples.id(1))).isEqualTo(body);
    }

    @Test
    @Statement({"P-02", "P-03"})
    void a_second_upload_replaces_the_first() {
        byte[] second = Samples.bytes(60_000, 2);
        assertThat(anna.put(Samples.id(2), Samples.bytes(50_000, 3)).statusCode())
                .isEqualTo(201);

        Response answer = anna.put(Samples.id(2), second);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.asByteArray()).isEmpty();
        assertThat(anna.stored(Samples.id(2))).isEqualTo(second);
    }

    @Test
    @Statement("P-04")
    void a_body_of_exactly_the_announced_size_is_taken() {
        byte[] body = Samples.bytes(MAX, 4);

        assertThat(anna.put(Samples.id(3), body).statusCode()).isEqualTo(201);

        assertThat(anna.stored(Samples.id(3))).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 24, 39})
    @Statement({"P-09", "P-10"})
    void what_cannot_be_a_ciphertext_is_refused_and_stores_nothing(int length) throws IOException {
        byte[] earlier = Samples.bytes(40, 5);
        assertThat(anna.put(Samples.id(4), earlier).statusCode()).isIn(201, 204);
        StoredRows before = StoredRows.of(server);

        assertThat(anna.put(Samples.id(4), Samples.bytes(length, 6)).statusCode())
                .isEqualTo(400);
        assertThat(anna.put(Samples.id(5), Samples.bytes(length, 6)).statusCode())
                .isEqualTo(400);
        try (RawUpload chunked = RawUpload.beginChunked(server, Samples.id(5))) {
            if (length > 0) {
                chunked.sendChunk(Samples.bytes(length, 6));
            }
            assertThat(chunked.sendChunk(new byte[0]).answer().status()).isEqualTo(400);
        }

        assertThat(StoredRows.of(server)).isEqualTo(before);
        assertThat(anna.stored(Samples.id(4))).isEqualTo(earlier);
        assertThat(anna.get(Samples.id(5)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream",
                "application/octet-stream; charset=binary",
                "APPLICATION/Octet-Stream",
                "application/octet-stream;a=\"b;c\""
            })
    @Statement({"P-11", "P-12"})
    void the_type_may_carry_parameters_and_no_accept_is_needed(String type) throws IOException {
        byte[] body = Samples.bytes(400, 7);
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head(
                            "PUT",
                            "/backups/" + Samples.id(6),
                            RawUpload.login(),
                            "Content-Type: " + type,
                            "Content-Length: 400"))
                    .send(body);

            assertThat(http.answer().status()).isIn(201, 204);
        }
        assertThat(anna.stored(Samples.id(6))).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-streams", "application/json", "octet-stream", "*/*"})
    @Statement("P-11")
    void another_type_is_refused(String type) throws IOException {
        assertRefused(415, "Content-Type: " + type);
    }

    @Test
    @Statement("P-11")
    void no_type_or_an_empty_one_is_a_bad_request() throws IOException {
        assertRefused(400);
        assertRefused(400, "Content-Type: ");
    }

    private void assertRefused(int status, String... type) throws IOException {
        StoredRows before = StoredRows.of(server);
        try (RawHttp http = new RawHttp(server.url())) {
            String[] headers = Arrays.copyOf(type, type.length + 2);
            headers[type.length] = RawUpload.login();
            headers[type.length + 1] = "Content-Length: 400";
            http.send(RawHttp.head("PUT", "/backups/" + Samples.id(7), headers)).send(Samples.bytes(400, 8));

            assertThat(http.answer().status()).isEqualTo(status);
            assertThat(http.get("/config", RawUpload.login()).status())
                    .as("the body was read, so the connection still works")
                    .isEqualTo(200);
        }
        assertThat(StoredRows.of(server)).isEqualTo(before);
    }

    @Test
    @Statement({"P-15", "P-03"})
    void the_same_upload_sent_twice_succeeds_twice_and_is_stored_once() {
        byte[] body = Samples.bytes(30_000, 9);

        assertThat(anna.put(Samples.id(8), body).statusCode()).isEqualTo(201);
        assertThat(anna.put(Samples.id(8), body).statusCode()).isEqualTo(204);

        assertThat(anna.stored(Samples.id(8))).isEqualTo(body);
        assertThat(server.count("select 1 from revision where bytes between 30000 and 30200"))
                .isEqualTo(1);
    }

    @Test
    @Statement("P-18")
    void an_id_in_upper_case_is_the_same_backup() {
        byte[] first = Samples.bytes(500, 10);
        byte[] second = Samples.bytes(600, 11);
        String lower = Samples.id(0xdead);
        String upper = lower.toUpperCase(Locale.ROOT);
        long before = server.count("select 1 from backup");

        assertThat(anna.put(upper, first).statusCode()).isEqualTo(201);
        assertThat(anna.stored(lower)).isEqualTo(first);
        assertThat(anna.put(lower, second).statusCode()).isEqualTo(204);
        assertThat(anna.stored(upper)).isEqualTo(second);
        assertThat(anna.head(upper).header("Content-Length")).isEqualTo("600");
        assertThat(server.count("select 1 from backup")).isEqualTo(before + 1);
        assertThat(anna.delete(upper).statusCode()).isEqualTo(204);
        assertThat(anna.get(lower).statusCode()).isEqualTo(404);
    }

    @Test
    @Statement({"P-14", "P-03"})
    void twenty_uploads_at_once_to_one_id_end_with_one_of_them_whole() throws Exception {
        String id = Samples.id(14);
        List<byte[]> bodies = IntStream.range(0, 20)
                .mapToObj(i -> Samples.bytes(200_000 + i, i))
                .toList();
        CyclicBarrier start = new CyclicBarrier(bodies.size());
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(bodies.size())) {
            List<Future<Integer>> uploads = new ArrayList<>();
            for (byte[] body : bodies) {
                uploads.add(threads.submit(() -> {
                    start.await();
                    return anna.put(id, body).statusCode();
                }));
            }
            for (Future<Integer> upload : uploads) {
                statuses.add(upload.get());
            }
        }

        assertThat(statuses).containsOnly(201, 204).containsOnlyOnce(201);
        byte[] stored = anna.stored(id);
        assertThat(bodies).anySatisfy(body -> assertThat(stored).isEqualTo(body));
    }
}
