package strongroom.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.login;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.assembly.RunningServer;
import strongroom.audit.Actor;
import strongroom.conformance.Statement;
import strongroom.telemetry.Logging;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/**
 * One run through everything that the public listener does, with the log at its most talkative, and then a search for what must be
 * nowhere (A-15, A-16, G38).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PrivacyTest {

    private static final String RIGHT = "canary-right-7Kq2";
    private static final String WRONG = "canary-wrong-9Xw4";
    private static final String SAFE_PASSWORD = "canary-safe-3Zt8";
    private static final String TOKEN = "canary-token-5Lm6";
    private static final String STORED_ID = "c0ffee0123456789".repeat(4);
    private static final String ABSENT_ID = "badc0de9876543ab".repeat(4);

    private final List<Canary> canaries = List.of(
            Canary.password("the right password", "anna", RIGHT),
            Canary.password("a wrong password", "anna", WRONG),
            Canary.password("a password of nobody", "nobody", WRONG),
            Canary.password("the password of the backup", "anna", SAFE_PASSWORD),
            Canary.text("a token", TOKEN),
            Canary.id("a stored ID", STORED_ID),
            Canary.id("an absent ID", ABSENT_ID));

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final List<Answer> answers = new ArrayList<>();
    private List<String> audit = List.of();
    private List<Path> files = List.of();

    @BeforeAll
    void runEverything(@TempDir Path directory) throws Exception {
        PrintStream before = System.err;
        System.setErr(new PrintStream(written, true, UTF_8));
        try {
            Logging.asText(Level.TRACE);
            listen();
            run(directory);
        } finally {
            System.setErr(before);
            Logging.asText(Level.WARN);
        }
    }

    @AfterAll
    void forget() {
        events.stop();
    }

    private void listen() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        events.setContext(context);
        events.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(events);
    }

    private void run(Path directory) throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            server.addAccount(Slug.DEFAULT, "bert", RIGHT, AccountKind.PERSONAL);
            server.addAccount(Slug.DEFAULT, "cleo", RIGHT, AccountKind.SHARED);
            everyRequest(server);
            Logging.asJson(Level.TRACE);
            listen();
            everyRequest(server);
            server.set(Slug.DEFAULT, TenantChange::restoreLoginRequired);
            everyRequest(server);
            server.restart();
            server.components().sweeper().sweep(new Actor.Server(), null);
            server.components().scrub().run((rows, bytes) -> {});
            damage(server);
            answers.add(new Asker(server).get("/backups/" + STORED_ID, login("bert", RIGHT)));
            everyRequest(server);
            audit = server.events();
            files = files(directory);
            assertThat(searched(files)).as("while the server runs").isEmpty();
        }
        files = files(directory);
    }

    /** Whatever phones, attackers and broken clients send, each with something secret in it. */
    private void everyRequest(RunningServer server) throws Exception {
        Asker caller = new Asker(server);
        for (String id : List.of(STORED_ID, ABSENT_ID, STORED_ID.toUpperCase(Locale.ROOT))) {
            String path = "/backups/" + id;
            for (String login : List.of(
                    login("bert", RIGHT),
                    login("cleo", RIGHT),
                    login("anna", WRONG),
                    login("nobody", WRONG),
                    login("anna", SAFE_PASSWORD),
                    "Authorization: Token " + TOKEN,
                    "Authorization: Basic " + TOKEN + "!",
                    "X-None: x")) {
                if (!id.equals(ABSENT_ID)) {
                    answers.add(caller.put(path, blob(200, answers.size()), login));
                }
                answers.add(caller.get(path, login));
                answers.add(caller.head(path, login));
                answers.add(caller.get("/config", login));
                answers.add(caller.put(path, blob(20, 1), login));
                answers.add(caller.ask("POST", path, new byte[0], login, "Content-Length: 0"));
                answers.add(caller.get(path + "/x", login));
                answers.add(caller.get("/config?" + id, login));
                answers.add(caller.get("/" + id + "/config", login));
                answers.add(caller.get("/" + TOKEN + path, login));
            }
        }
        answers.add(caller.delete("/backups/" + ABSENT_ID, login("bert", RIGHT)));
        for (String broken : List.of(
                "GET /backups/" + STORED_ID + "%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /backups/" + STORED_ID + "/../" + ABSENT_ID + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /backups/" + STORED_ID + " HTTP/1.1\r\n\r\n",
                "GET /backups/" + STORED_ID + " HTTP/7\r\n\r\n",
                TOKEN + " /backups/" + STORED_ID + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\n" + login("anna", WRONG).replace(":", "") + "\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\n" + login("anna", WRONG) + "\0\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\n" + TOKEN + "\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: " + TOKEN + " " + WRONG + "\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: " + TOKEN + "\r\nHost: " + WRONG + "\r\n\r\n",
                "PUT /backups/" + STORED_ID + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + TOKEN + "\r\n\r\n",
                "GET /backups/" + STORED_ID + " HTTP/1.1\r\nHost: a\r\n" + login("anna", WRONG) + "\r\nX: "
                        + TOKEN.repeat(1_200) + "\r\n\r\n")) {
            try (RawHttp http = new RawHttp(server.url())) {
                answers.add(http.send(broken).answer());
            }
        }
        half(server);
    }

    /** An upload that ends in the middle. */
    private static void half(RunningServer server) throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head(
                    "PUT",
                    "/backups/" + STORED_ID,
                    Asker.with(Asker.typeAndLength(5_000), login("bert", RIGHT), "Expect: 100-continue")));
            if (http.answer().status() == 100) {
                http.send(blob(100, 1));
            }
        }
    }

    private static void damage(RunningServer server) {
        server.execute("update sealed set bytes = zeroblob(length(bytes))");
    }

    @Test
    @Statement("A-16")
    void the_run_met_every_kind_of_answer() {
        assertThat(answers.stream().map(Answer::status).distinct())
                .contains(200, 201, 204, 400, 401, 404, 405, 431, 500, 505);
        assertThat(written.size()).isGreaterThan(10_000);
        assertThat(events.list).hasSizeGreaterThan(200);
        assertThat(audit).isNotEmpty();
    }

    @Test
    @Statement("A-16")
    void no_log_line_holds_a_secret() {
        assertThat(written.toString(UTF_8)
                        .lines()
                        .filter(line -> !found(line.getBytes(UTF_8)).isEmpty()))
                .isEmpty();
    }

    @Test
    @Statement("A-16")
    void no_log_event_holds_a_secret_in_any_of_its_parts() {
        StringBuilder all = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(events.list)) {
            all.append(event.getFormattedMessage()).append('\n').append(event.getMDCPropertyMap());
            if (event.getKeyValuePairs() != null) {
                all.append(event.getKeyValuePairs());
            }
            if (event.getArgumentArray() != null) {
                Stream.of(event.getArgumentArray()).forEach(all::append);
            }
            if (event.getThrowableProxy() != null) {
                all.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        assertThat(found(all.toString().getBytes(UTF_8))).isEmpty();
    }

    @Test
    @Statement("A-16")
    void no_audit_event_holds_a_secret() {
        assertThat(found(String.join("\n", audit).getBytes(UTF_8))).isEmpty();
    }

    @Test
    @Statement("A-16")
    void no_answer_repeats_a_secret() {
        assertThat(answers)
                .allSatisfy(answer -> assertThat(found((answer.headers() + answer.text()).getBytes(ISO_8859_1)))
                        .isEmpty());
    }

    @Test
    @Statement({"A-15", "A-16"})
    void no_file_of_the_data_directory_holds_a_secret() throws IOException {
        assertThat(files).hasSizeGreaterThanOrEqualTo(2);
        assertThat(searched(files)).isEmpty();
    }

    @Test
    @Statement("A-16")
    void the_search_would_have_found_them() {
        assertThat(canaries)
                .allSatisfy(canary -> assertThat(canary.forms()).allSatisfy(form -> {
                    byte[] hidden = ("some text " + new String(form, ISO_8859_1) + " more").getBytes(ISO_8859_1);
                    assertThat(found(hidden)).isNotEmpty();
                }));
    }

    private List<String> searched(List<Path> where) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : where) {
            found(Files.readAllBytes(file)).forEach(canary -> found.add(canary + " in " + file.getFileName()));
        }
        return found;
    }

    private List<String> found(byte[] where) {
        String text = new String(where, ISO_8859_1);
        return canaries.stream()
                .filter(canary -> canary.isIn(text))
                .map(Canary::name)
                .toList();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
