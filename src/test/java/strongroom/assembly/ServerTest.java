package strongroom.assembly;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
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
}
