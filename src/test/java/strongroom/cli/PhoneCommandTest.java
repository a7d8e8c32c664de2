package strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import strongroom.message.Catalogue;

/** The phone commands against the plainest server that keeps a backup. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PhoneCommandTest {

    private static final String CONFIG = "{\"maxBackupBytes\": 524288, \"retentionDays\": 180}";

    @TempDir
    private Path directory;

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer server;
    private volatile int backupStatus;

    // A test has no constructor that could bind a port.
    @SuppressWarnings("NullAway.Init")
    PhoneCommandTest() {}

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/config", exchange -> answer(exchange, 200, CONFIG.getBytes(StandardCharsets.UTF_8)));
        server.createContext("/backups/", this::backup);
        server.start();
        Files.writeString(directory.resolve("password"), "shootdeathstar\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"android,ios", "ios,android"})
    void what_one_platform_made_up_the_other_restores_byte_for_byte_into_a_file_of_the_owner_alone(
            String from, String to) throws IOException {
        Path made = directory.resolve("made.json");
        Path restored = directory.resolve("restored.json");

        assertThat(run("backup", from, "--contacts", "5", "--out", made.toString()))
                .isZero();
        assertThat(run("restore", to, "--out", restored.toString())).isZero();

        assertThat(restored).hasSameBinaryContentAs(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(restored)))
                .isEqualTo("rw-------");
        assertThat(text()).contains("with 5 contacts");
    }

    @Test
    void a_given_backup_is_uploaded_as_it_is_and_its_id_is_shown_nowhere() throws IOException {
        Path given = directory.resolve("given.json");
        Files.writeString(given, "{\"info\":{}}");
        Path restored = directory.resolve("restored.json");

        assertThat(run("backup", "android", "--in", given.toString(), "--json")).isZero();
        assertThat(text()).contains("\"code\" : \"phone-uploaded\"", "\"limit\" : 524288", "\"days\" : 180");
        assertThat(run("restore", "android", "--out", restored.toString())).isZero();

        assertThat(restored).hasSameBinaryContentAs(given);
        assertThat(kept).hasSize(1);
        assertThat(text()).doesNotContain(kept.keySet().iterator().next());
    }

    @Test
    void what_the_server_answers_instead_is_one_line_and_exit_1() throws IOException {
        assertThat(run("restore", "ios")).isEqualTo(1);
        assertThat(text()).contains("has no backup of this ID").hasLineCount(1);
        backupStatus = 403;
        assertThat(run("backup", "android")).isEqualTo(1);
        assertThat(text())
                .contains("refused the request for the backup, with the status 403")
                .hasLineCount(1);
        backupStatus = 302;
        assertThat(run("restore", "android")).isEqualTo(1);
        assertThat(text()).contains("sent the phone elsewhere").hasLineCount(1);
        backupStatus = 0;
        assertThat(run("backup", "android")).isZero();
        kept.replaceAll((id, bytes) -> new byte[bytes.length]);
        assertThat(run("restore", "android")).isEqualTo(1);
        assertThat(text()).contains("cannot be decrypted").hasLineCount(1);
        kept.replaceAll((id, bytes) -> new byte[30]);
        assertThat(run("restore", "android")).isEqualTo(1);
        assertThat(text()).contains("30 bytes, less than any backup has").hasLineCount(1);
        assertThat(run("backup", "android", "--contacts", "9000")).isEqualTo(1);
        assertThat(text()).contains("the server takes 524288").hasLineCount(1);
    }

    private void backup(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/backups/".length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (backupStatus != 0) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, backupStatus, new byte[0]);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            kept.put(id, body);
            answer(exchange, 201, new byte[0]);
        } else {
            byte[] found = kept.get(id);
            answer(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    private int run(String errand, String platform, String... more) {
        printed.reset();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), both, both, false, Catalogue.english());
        String[] words = {
            "phone",
            errand,
            "--platform",
            platform,
            "--url",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "--identity",
            "ECHOECHO",
            "--password-file",
            directory.resolve("password").toString()
        };
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return new Main(terminal, Map.of(), "operator", new MovedClocks().clocks()).run(all);
    }
}
