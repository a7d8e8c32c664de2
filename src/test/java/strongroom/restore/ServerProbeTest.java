package strongroom.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.backup.BackupId;
import strongroom.mdm.Platform;
import strongroom.phone.PhoneResult;
import strongroom.phone.PhoneResult.Step;
import strongroom.phone.SafeServer;

/** What a listener can answer, right and wrong. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ServerProbeTest {

    private static final String CONFIG = "{\"maxBackupBytes\": 524288, \"retentionDays\": 180}";
    private static final PhoneResult.Announced ANNOUNCED = new PhoneResult.Announced(524_288, 180);
    private static final BackupId ID = Objects.requireNonNull(BackupId.parse("06".repeat(32)));
    private static final SafeServer.Login LOGIN = new SafeServer.Login("anna", "a-secret-of-anna");

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private volatile int config = 200;
    private volatile String said = CONFIG;
    private volatile int backup = 200;
    private volatile boolean isReadingClosed;
    private volatile boolean knowsHead = true;

    // A test has no constructor that could bind a port.
    @SuppressWarnings("NullAway.Init")
    ServerProbeTest() {}

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/config", exchange -> {
            note(exchange);
            answer(exchange, config, said.getBytes(StandardCharsets.UTF_8));
        });
        server.createContext("/backups/", exchange -> {
            note(exchange);
            boolean hasLogin = exchange.getRequestHeaders().containsKey("Authorization");
            if (isReadingClosed && !hasLogin) {
                answer(exchange, 401, new byte[0]);
            } else if (!knowsHead && exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, 405, new byte[0]);
            } else {
                answer(exchange, backup, new byte[backup == 200 ? 1000 : 0]);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_configuration_is_asked_with_the_login_and_the_backup_without_it_by_its_head() {
        assertThat(ask(LOGIN, ID))
                .isEqualTo(new ServerAnswer(url(), true, ANNOUNCED, new PhoneResult.Present(1000L), false));
        assertThat(asked).containsExactly("GET /config login", "HEAD /backups/ID");
    }

    @Test
    void where_reading_needs_the_login_it_is_sent_then_and_only_then() {
        isReadingClosed = true;

        assertThat(ask(LOGIN, ID))
                .isEqualTo(new ServerAnswer(url(), true, ANNOUNCED, new PhoneResult.Present(1000L), true));
        assertThat(asked).containsExactly("GET /config login", "HEAD /backups/ID", "HEAD /backups/ID login");
        assertThat(ask(null, ID).look()).isEqualTo(new PhoneResult.Refused(Step.BACKUP, 401));
    }

    @Test
    void a_server_that_knows_no_head_is_asked_for_the_backup() {
        knowsHead = false;

        assertThat(ask(LOGIN, ID).look()).isEqualTo(new PhoneResult.Present(1000L));
        assertThat(asked).contains("GET /backups/ID");
    }

    @Test
    void an_absent_backup_is_told_and_a_throttled_question_is_no_answer() {
        backup = 404;
        assertThat(ask(LOGIN, ID))
                .isEqualTo(new ServerAnswer(url(), true, ANNOUNCED, new PhoneResult.NoBackup(), false));
        backup = 429;
        assertThat(ask(LOGIN, ID))
                .isEqualTo(new ServerAnswer(url(), true, ANNOUNCED, new PhoneResult.Refused(Step.BACKUP, 429), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 429, 500, 302})
    void a_server_that_is_not_understood_is_not_asked_for_the_backup(int status) {
        config = status;

        ServerAnswer answer = ask(LOGIN, ID);

        assertThat(answer.config())
                .isEqualTo(
                        status == 302
                                ? new PhoneResult.Redirected(Step.CONFIG, 302)
                                : new PhoneResult.Refused(Step.CONFIG, status));
        assertThat(answer.look()).isNull();
        assertThat(asked).allMatch(request -> request.startsWith("GET /config"));
    }

    @Test
    void a_page_for_people_is_no_safe_server() {
        said = "<html><body>Please accept our terms</body></html>";

        assertThat(ask(LOGIN, ID))
                .isEqualTo(new ServerAnswer(url(), true, new PhoneResult.MalformedConfig(), null, null));
    }

    @Test
    void where_the_login_is_wrong_the_backup_is_asked_for_all_the_same_since_reading_may_be_open() {
        config = 401;

        assertThat(ask(LOGIN, ID).look()).isEqualTo(new PhoneResult.Present(1000L));
    }

    @Test
    void without_an_id_only_the_configuration_is_asked() {
        assertThat(ask(LOGIN, null)).isEqualTo(new ServerAnswer(url(), true, ANNOUNCED, null, null));
        assertThat(asked).containsExactly("GET /config login");
    }

    private ServerAnswer ask(SafeServer.@Nullable Login login, @Nullable BackupId id) {
        asked.clear();
        SafeServer safe = new SafeServer(url(), login, new SafeServer.Trust.JvmDefault());
        return new ServerProbe().ask(safe, Set.of(Platform.ANDROID), id);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void note(HttpExchange exchange) {
        asked.add(exchange.getRequestMethod()
                + " "
                + exchange.getRequestURI().getPath().replace(ID.toPathSegment(), "ID")
                + (exchange.getRequestHeaders().containsKey("Authorization") ? " login" : ""));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            if (isHead) {
                exchange.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(status, isHead || body.length == 0 ? -1 : body.length);
            if (!isHead && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
