package strongroom.assembly;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ServerTest {

    private static final String ID = "066384d3695fbbd9f31a7d533900fd0cd8d1373beb6a28678522d2a49980c9c3";

    @Test
    void a_backup_survives_a_restart(@TempDir Path directory) {
        byte[] bytes = new byte[1_000];
        try (RunningServer server = RunningServer.start(directory)) {
            given().auth()
                    .preemptive()
                    .basic(RunningServer.USER, RunningServer.PASSWORD)
                    .contentType("application/octet-stream")
                    .body(bytes)
                    .put(server.url() + "/backups/" + ID)
                    .then()
                    .statusCode(201);

            server.restart();

            assertThat(given().get(server.url() + "/backups/" + ID).asByteArray())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void it_is_alive_and_ready(@TempDir Path directory) {
        try (RunningServer server = RunningServer.start(directory)) {
            given().get(server.adminUrl() + "/livez").then().statusCode(200);
            given().get(server.adminUrl() + "/readyz").then().statusCode(200);
            given().get(server.url() + "/livez").then().statusCode(404);
        }
    }

    @Test
    @Timeout(60)
    void G13_it_is_alive_but_not_ready_while_a_running_upload_finishes(@TempDir Path directory) throws Exception {
        RunningServer server = RunningServer.start(directory);
        String admin = server.adminUrl();
        try (Socket upload = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            given().get(admin + "/readyz").then().statusCode(200);
            send(upload, """
                    PUT /backups/%s HTTP/1.1
                    Host: localhost
                    Authorization: %s
                    Content-Type: application/octet-stream
                    Content-Length: 100

                    """.formatted(ID, login()).replace("\n", "\r\n") + "x".repeat(50));
            while (server.bodies().heldBytes() == 0) {
                Thread.onSpinWait();
            }

            Thread stopping = Thread.startVirtualThread(server::close);
            while (given().get(admin + "/readyz").statusCode() == 200) {
                Thread.onSpinWait();
            }
            given().get(admin + "/livez").then().statusCode(200);
            send(upload, "x".repeat(50));
            String answer = new String(upload.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            stopping.join();

            assertThat(answer).startsWith("HTTP/1.1 201 ");
        }
    }

    private static String login() {
        String text = RunningServer.USER + ":" + RunningServer.PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
