package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/** health for whoever asks the admin listener. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HealthOnTheWireTest {

    private RunningServer server;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Statement("X-14")
    void health_and_readiness_need_no_login_and_no_user_agent() throws Exception {
        for (String path : List.of("/livez", "/readyz")) {
            Answer answer = admin(path);

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("ok\n");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Server")).isNull();
        }
    }

    @Test
    @Statement("X-14")
    void readiness_really_writes() throws Exception {
        long before = written();

        assertThat(admin("/readyz").status()).isEqualTo(200);
        assertThat(written()).isEqualTo(before + 1);

        assertThat(admin("/readyz").status()).isEqualTo(200);
        assertThat(written()).as("an answer is remembered for a second").isEqualTo(before + 1);

        server.time().pass(Duration.ofSeconds(2));
        assertThat(admin("/readyz").status()).isEqualTo(200);
        assertThat(written()).isEqualTo(before + 2);
    }

    @Test
    @Statement("X-14")
    void a_store_that_cannot_be_written_is_alive_and_not_ready() throws Exception {
        server.execute("drop table probe");

        assertThat(admin("/readyz").status()).isEqualTo(503);
        assertThat(admin("/readyz").text()).isEqualTo("degraded\n");
        assertThat(admin("/livez").status()).isEqualTo(200);
    }

    @Test
    @Statement({"X-14", "X-05"})
    void the_two_listeners_answer_nothing_of_each_other() throws Exception {
        assertThat(admin("/config").status()).isEqualTo(404);
        assertThat(admin(Asker.backup(1)).status()).isEqualTo(404);
        assertThat(admin("/").status()).isEqualTo(404);
        assertThat(admin("/config").text()).isEmpty();
        Asker caller = new Asker(server);
        for (String path : List.of("/livez", "/readyz", "/metrics", "/admin")) {
            assertThat(caller.get(path).status()).as(path).isEqualTo(404);
        }
    }

    private long written() {
        for (long value = 0; value < 100; value++) {
            if (server.count("select 1 from probe where value = " + value) == 1) {
                return value;
            }
        }
        throw new AssertionError("the probe's row is missing");
    }

    private Answer admin(String path) throws Exception {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            return http.get(path);
        }
    }
}
