package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import strongroom.account.Announcement;
import strongroom.account.Slug;
import strongroom.account.TenantSettings;
import strongroom.assembly.RunningServer;
import strongroom.assembly.SharedServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;

/** A refusal has to reach a phone that looks for it only after it has written its whole body, over TLS. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RefusedUploadTest {

    private static final int BODY = 4 * 1024 * 1024;
    private static final String ID = Samples.id(1);

    @RegisterExtension
    static final SharedServer SHARED = SharedServer.tls();

    private final RunningServer server = SHARED.server();

    RefusedUploadTest() {
        announce(Announcement.DEFAULT.maxBackupBytes());
    }

    private void announce(long maxBackupBytes) {
        server.set(
                Slug.DEFAULT,
                settings -> new TenantSettings(
                        settings.access(),
                        new Announcement(180, maxBackupBytes),
                        settings.keeping(),
                        settings.quota()));
    }

    @RepeatedTest(5)
    @Statement("P-07")
    void a_body_that_is_too_large_gets_its_413_over_http_1() throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            assertThat(status(http, BODY, RawUpload.login())).isEqualTo(413);
            assertThat(http.get("/config", RawUpload.login()).status())
                    .as("the connection is still good")
                    .isEqualTo(200);
        }
    }

    @RepeatedTest(5)
    @Statement("P-07")
    void a_body_without_a_login_gets_its_challenge_over_http_1() throws IOException {
        announce(BODY);
        try (RawHttp http = new RawHttp(server.url())) {
            assertThat(status(http, BODY, "X-Nothing: 1")).isEqualTo(401);
            assertThat(http.get("/config", RawUpload.login()).status()).isEqualTo(200);
        }
    }

    /**
     * Product decision: without a login no more than one body of the announced size is read. No app sends more, so only who looks for
     * the answer early is sure to see it.
     */
    @Test
    @Statement("P-07")
    void more_than_a_body_without_a_login_is_refused_before_it_comes() throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head(
                    "PUT",
                    "/backups/" + ID,
                    "Content-Type: application/octet-stream",
                    "Content-Length: " + (Announcement.DEFAULT.maxBackupBytes() + 65_537)));
            RawHttp.Answer answer = http.answer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @RepeatedTest(3)
    @Statement("P-07")
    void a_challenge_to_the_most_that_is_read_without_a_login_arrives() throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            int most = Math.toIntExact(Announcement.DEFAULT.maxBackupBytes() + 65_536);

            assertThat(status(http, most, "X-Nothing: 1")).isEqualTo(401);
            assertThat(http.get("/config", RawUpload.login()).status()).isEqualTo(200);
        }
    }

    /** Writes a whole body before it reads. */
    private static int status(RawHttp http, int length, String header) throws IOException {
        http.send(RawHttp.head(
                "PUT",
                "/backups/" + ID,
                header,
                "Content-Type: application/octet-stream",
                "Content-Length: " + length));
        byte[] body = Samples.bytes(length, 1);
        for (int from = 0; from < length; from += 16 * 1024) {
            http.send(Arrays.copyOfRange(body, from, Math.min(length, from + 16 * 1024)));
        }
        return http.answer().status();
    }

    @Test
    @Statement("P-07")
    void a_body_that_is_too_large_gets_its_413_over_http_2() throws Exception {
        Sent sent = sendOverHttp2(Caller.basic(RunningServer.USER, RunningServer.PASSWORD));

        assertThat(sent.status()).isEqualTo(413);
        assertThat(sent.bytes()).isEqualTo(BODY);
    }

    @Test
    @Statement("P-07")
    void a_body_without_a_login_gets_its_challenge_over_http_2() throws Exception {
        announce(BODY);
        Sent sent = sendOverHttp2("");

        assertThat(sent.status()).isEqualTo(401);
        assertThat(sent.bytes()).isEqualTo(BODY);
    }

    private record Sent(int status, long bytes) {}

    private Sent sendOverHttp2(String authorization) throws Exception {
        AtomicLong read = new AtomicLong();
        InputStream body = new FilterInputStream(new ByteArrayInputStream(Samples.bytes(BODY, 1))) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int count = super.read(buffer, from, length);
                read.addAndGet(Math.max(0, count));
                return count;
            }
        };
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/backups/" + ID))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(() -> body), BODY));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(RawHttp.trustingAnyone())
                .build()) {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            return new Sent(answer.statusCode(), read.get());
        }
    }
}
