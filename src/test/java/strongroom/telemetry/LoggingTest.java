package strongroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoggingTest {

    private static final String BACKUP_ID = "066384d3695fbbd9f31a7d533900fd0cd8d1373beb6a28678522d2a49980c9c3";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();

    @Test
    void a_text_line_has_time_level_logger_sentence_and_values() {
        log(new TextLines(), Level.INFO)
                .atInfo()
                .addKeyValue("status", 200)
                .addKeyValue("name", "a \"b\" c=d")
                .log("answered {}", "config");

        assertThat(lines())
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  strongroom\\.web: "
                        + "answered config status=200 name=\"a \\\\\"b\\\\\" c=d\"");
    }

    @Test
    void a_json_line_has_the_same_as_fields() {
        log(new JsonLines(), Level.INFO).atInfo().addKeyValue("status", 200).log("answered {}", "config");

        JsonNode line = json(lines().getFirst());
        assertThat(line.get("formattedMessage").stringValue()).isEqualTo("answered config");
        assertThat(line.get("level").stringValue()).isEqualTo("INFO");
        assertThat(line.get("loggerName").stringValue()).isEqualTo("strongroom.web");
        assertThat(line.get("kvpList").get(0).get("status").asString()).isEqualTo("200");
        assertThat(Instant.parse(line.get("time").stringValue())).isAfter(Instant.EPOCH);
    }

    static Stream<String> forgeries() {
        return Stream.of(
                "a\n2026-11-23T00:00:00.000Z INFO  strongroom.audit: forged",
                "a\r\nforged",
                "\u001b[2K\u001b[1Aforged",
                "a\u0085forged",
                "a\u2028forged",
                "a\u2029forged",
                "\u202eforged",
                "\u2066forged\u2069",
                "\u009b31mforged",
                "a\u0000forged",
                "a\u000bforged\u000c",
                "\ud800forged",
                "\"}\n{\"level\":\"INFO\"");
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void no_logged_value_can_forge_a_line_or_move_a_terminal(String forgery) {
        for (Encoder<ILoggingEvent> encoder : List.of(new TextLines(), new JsonLines())) {
            written.reset();
            Logger logger = log(encoder, Level.INFO);

            logger.atInfo().addKeyValue("key", forgery).log("in the middle {} of it", forgery);
            logger.error(forgery, new IllegalStateException(forgery, new IOException(forgery)));

            assertThat(lines()).hasSize(2);
            assertThat(lines()).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]+"));
        }
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void a_json_line_still_carries_what_was_logged(String forgery) {
        log(new JsonLines(), Level.INFO).info("{}", forgery);

        String logged = json(lines().getFirst()).get("formattedMessage").stringValue();

        assertThat(logged).isEqualTo(forgery.replace('\ud800', '?'));
    }

    @Test
    void an_exception_stays_on_the_line_of_its_event() {
        IOException cause = new IOException("disk\nfull");

        log(new TextLines(), Level.INFO).error("cannot store", new IllegalStateException("write", cause));

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("cannot store | java.lang.IllegalStateException: write at strongroom.telemetry.LoggingTest.")
                .contains(" | caused by java.io.IOException: disk\\u000afull");
    }

    @Test
    void an_exception_in_json_keeps_its_message_on_the_line() {
        log(new JsonLines(), Level.INFO).error("cannot store", new IOException("disk\nfull\u2028"));

        JsonNode thrown = json(lines().getFirst()).get("throwable");
        assertThat(lines()).hasSize(1);
        assertThat(thrown.get("className").stringValue()).isEqualTo("java.io.IOException");
        assertThat(thrown.get("message").stringValue()).isEqualTo("disk\nfull\u2028");
    }

    @Test
    void exceptions_that_cause_each_other_end() {
        IOException first = new IOException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);

        log(new TextLines(), Level.INFO).error("cannot store", first);

        assertThat(lines()).singleElement().asString().contains("first").contains("second");
    }

    @Test
    void a_refusal_has_no_stack_trace() {
        log(new TextLines(), Level.INFO).error("stopped", Refusal.failed(MessageCode.TENANT_UNKNOWN, "acme"));

        assertThat(lines())
                .singleElement()
                .asString()
                .endsWith("stopped | strongroom.message.Refusal: tenant-unknown tenant=acme");
    }

    @ParameterizedTest
    @EnumSource
    void the_level_applies_to_our_own_loggers_and_libraries_never_say_more_than_warnings(Level level) {
        Logger ours = log(new TextLines(), level);
        Logger library = context.getLogger("org.eclipse.jetty.server");

        assertThat(ours.isEnabledForLevel(level)).isTrue();
        assertThat(ours.isTraceEnabled()).isEqualTo(level == Level.TRACE);
        assertThat(library.isInfoEnabled()).isFalse();
        assertThat(library.isWarnEnabled()).isEqualTo(level != Level.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.eclipse.jetty.util.HostPort", "io.javalin.Javalin", "org.sqlite.SQLiteJDBCLoader"})
    void a_library_that_quotes_clients_or_says_what_we_say_or_what_nobody_needs_is_silent(String logger) {
        log(new TextLines(), Level.TRACE).info("so that there is a line");

        context.getLogger(logger).error("Failed to delete old native lib", new IOException());

        assertThat(lines()).hasSize(1);
    }

    @Test
    void a_backup_id_in_an_exception_that_we_log_is_hidden() {
        for (Encoder<ILoggingEvent> encoder : List.of(new TextLines(), new JsonLines())) {
            log(encoder, Level.TRACE).warn("a connection ended", new IOException("/backups/" + BACKUP_ID));
        }

        assertThat(lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("[hidden]").doesNotContain(BACKUP_ID));
    }

    @Test
    void a_backup_id_in_a_warning_of_a_library_is_hidden() {
        for (Encoder<ILoggingEvent> encoder : List.of(new TextLines(), new JsonLines())) {
            log(encoder, Level.TRACE);

            context.getLogger("org.eclipse.jetty.server")
                    .warn("/backups/{}", BACKUP_ID, new IOException("/backups/" + BACKUP_ID));
        }

        assertThat(lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("[hidden]").doesNotContain(BACKUP_ID));
    }

    @Test
    void before_the_configuration_is_read_only_warnings_are_said_and_no_file_changes_that(@TempDir Path directory)
            throws Exception {
        Path file = Files.writeString(
                directory.resolve("logback.xml"), "<configuration><root level=\"TRACE\"/></configuration>");
        System.setProperty("logback.configurationFile", file.toString());
        try {
            new ContextInitializer(context).autoConfig();
        } finally {
            System.clearProperty("logback.configurationFile");
        }

        assertThat(context.getLogger("strongroom").isWarnEnabled()).isTrue();
        assertThat(context.getLogger("strongroom").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("org.eclipse.jetty").isInfoEnabled()).isFalse();
        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME)
                        .iteratorForAppenders()
                        .hasNext())
                .isTrue();
    }

    private Logger log(Encoder<ILoggingEvent> encoder, Level level) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setOutputStream(written);
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logging.install(context, appender, encoder, level);
        return context.getLogger("strongroom.web");
    }

    private List<String> lines() {
        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        return List.of(text.split("\n", -1))
                .subList(0, (int) text.chars().filter(c -> c == '\n').count());
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }
}
