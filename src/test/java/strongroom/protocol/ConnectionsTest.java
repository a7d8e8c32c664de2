package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.typeAndLength;
import static strongroom.protocol.Asker.with;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Slug;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.PemFiles;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;
import strongroom.web.TestCertificate;

/** Connections that carry more than one request, and what proxies add to them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConnectionsTest {

    @TempDir
    private Path parent;

    @Test
    @Statement("X-12")
    void one_connection_serves_config_and_then_an_upload_and_outlives_refusals() throws Exception {
        byte[] bytes = blob(400, 1);
        byte[] tooLarge = blob(1_001, 2);
        try (RunningServer server = RunningServer.start(parent.resolve("data"))) {
            server.set(Slug.DEFAULT, settings -> TenantChange.maxBackupBytes(settings, 1_000));
            try (RawHttp http = new RawHttp(server.url())) {
                assertUsable(http.get("/config", LOGIN), 200);
                assertUsable(put(http, backup(1), bytes, LOGIN), 201);
                assertUsable(put(http, backup(1), bytes), 401);
                assertUsable(http.get("/config"), 401);
                assertUsable(put(http, "/nowhere", bytes, LOGIN), 404);
                assertUsable(http.get(backup(2)), 404);
                assertUsable(put(http, backup(1), tooLarge, LOGIN), 413);
                assertUsable(put(http, backup(1), tooLarge), 401);
                assertUsable(put(http, "/config", bytes, LOGIN), 405);
                assertUsable(put(http, backup(1), blob(39, 3), LOGIN), 400);
                http.send(RawHttp.head("HEAD", backup(1)));
                assertUsable(http.answerWithoutBody(), 200);
                assertThat(body(http.get(backup(1)))).isEqualTo(bytes);
                assertUsable(
                        http.send(RawHttp.head("DELETE", backup(1), LOGIN, "Content-Length: 0"))
                                .answer(),
                        204);
                assertUsable(http.get("/config", LOGIN), 200);
            }
        }
    }

    @Test
    @Statement("X-11")
    void a_client_that_waits_for_100_is_told_to_go_on_or_refused_before_it_sends() throws Exception {
        byte[] bytes = blob(2_000, 1);
        try (RunningServer server = RunningServer.start(parent.resolve("data"));
                RawHttp http = new RawHttp(server.url())) {
            String[] headers = with(typeAndLength(bytes.length), "Expect: 100-continue");

            http.send(RawHttp.head("PUT", backup(1), with(headers, LOGIN)));
            assertThat(http.answer().status()).isEqualTo(100);
            assertThat(http.send(bytes).answer().status()).isEqualTo(201);
            assertThat(body(new Asker(server).get(backup(1)))).isEqualTo(bytes);
        }
        try (RunningServer server = RunningServer.start(parent.resolve("other"));
                RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head("PUT", backup(1), with(typeAndLength(2_000), "Expect: 100-continue")));
            Answer refused = http.answer();
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isNotNull();
        }
    }

    @Test
    @Statement("X-11")
    void a_forwarded_address_of_a_stranger_is_not_believed() throws Exception {
        try (RunningServer server = RunningServer.start(parent.resolve("data"))) {
            Asker caller = new Asker(server);
            for (int miss = 0; miss < 60; miss++) {
                assertThat(caller.from("198.51.100." + miss).get(backup(miss)).status())
                        .isEqualTo(404);
            }
            assertThat(caller.from("203.0.113.1").get(backup(100)).status())
                    .as("all of them were one")
                    .isEqualTo(429);
        }
    }

    @Test
    @Statement({"A-01", "A-02", "A-11", "X-03", "X-12"})
    void over_http_2_everything_is_the_same() throws Exception {
        PemFiles files = TestCertificate.make(parent, "EC").write(parent);
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
        byte[] bytes = blob(2_097_152, 1);
        try (RunningServer server = RunningServer.start(
                        parent.resolve("data"),
                        Map.of(
                                "STRONGROOM_TLS_CERTIFICATE_FILE", files.chain().toString(),
                                "STRONGROOM_TLS_KEY_FILE", files.key().toString()));
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(RawHttp.trustingAnyone())
                        .version(HttpClient.Version.HTTP_2)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()) {
            HttpResponse<byte[]> refused = send(client, put(server, bytes).build());
            assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Basic realm=\"Strongroom\", charset=\"UTF-8\"");
            assertThat(send(client, withLogin(put(server, bytes))).statusCode()).isEqualTo(201);

            HttpResponse<byte[]> read = send(client, to(server, backup(1)).build());
            assertThat(read.body()).isEqualTo(bytes);
            assertThat(read.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
            assertThat(send(client, withLogin(to(server, "/config"))).statusCode())
                    .isEqualTo(200);
            for (String path : new String[] {"/", "/config/", "//config", "/backups", backup(2), backup(1) + "/"}) {
                assertThat(send(client, to(server, path).build()).statusCode())
                        .as(path)
                        .isIn(200, 400, 401, 404);
            }
            assertThat(send(client, withLogin(to(server, backup(1)).DELETE())).statusCode())
                    .isEqualTo(204);
        }
    }

    private static HttpRequest.Builder to(RunningServer server, String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private static HttpRequest.Builder put(RunningServer server, byte[] bytes) {
        return to(server, backup(1))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    private static HttpRequest withLogin(HttpRequest.Builder request) {
        return request.header("Authorization", LOGIN.substring("Authorization: ".length()))
                .build();
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Answer put(RawHttp http, String path, byte[] bytes, String... headers) throws Exception {
        return http.send(RawHttp.head("PUT", path, with(headers, typeAndLength(bytes.length))))
                .send(bytes)
                .answer();
    }

    private static void assertUsable(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Connection")).isNull();
    }
}
