package strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestLogTest {

    private final Logger root = (Logger) LoggerFactory.getLogger("strongroom.web");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        root.setLevel(Level.TRACE);
        root.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(lines);
        root.setLevel(null);
    }

    @Test
    void A_16_a_request_is_one_line_with_route_and_numbers_and_nothing_the_client_chose() throws Exception {
        String id;
        try (HttpServer server = TestServer.start();
                RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.send(RawHttp.head(
                            "PUT",
                            "/backups/secret-id?secret-query",
                            "Authorization: Basic secret-login",
                            "X-Request-Id: secret-request",
                            "User-Agent: secret-agent",
                            "Content-Length: 3"))
                    .send("abc")
                    .answer();
            id = String.valueOf(answer.header("X-Request-Id"));
        }

        ILoggingEvent line = requestLines().getFirst();
        assertThat(requestLines()).hasSize(1);
        assertThat(line.getMDCPropertyMap()).containsEntry("request", id);
        assertThat(values(line))
                .containsEntry("listener", "public")
                .containsEntry("method", "PUT")
                .containsEntry("route", "backup")
                .containsEntry("status", "201")
                .containsEntry("in", "3")
                .containsEntry("out", "0")
                .containsKey("ms");
        assertThat(everything()).doesNotContain("secret");
    }

    @Test
    void what_ends_the_thread_of_a_connection_is_a_line_of_the_log_and_no_trace() throws Exception {
        Thread thread = HttpServer.connectionThreads("public").newThread(() -> {
            throw new IllegalStateException("already released");
        });

        thread.start();
        thread.join();

        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("already released");
    }

    @Test
    void an_unknown_method_and_an_unexpected_exception_say_nothing_about_the_request() throws Exception {
        try (HttpServer server = TestServer.start();
                RawHttp http = new RawHttp(server)) {
            assertThat(http.send(RawHttp.head("SECRETMETHOD", "/secret-path"))
                            .answer()
                            .status())
                    .isBetween(404, 501);
            assertThat(http.get("/boom?secret-query").status()).isEqualTo(500);
        }

        assertThat(requestLines()).hasSize(2);
        assertThat(values(requestLines().getFirst())).containsEntry("method", "OTHER");
        assertThat(lines.list.stream().filter(line -> line.getLevel() == Level.ERROR))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.getFormattedMessage()).matches("request [0-9a-f]{16} on route - .*"));
        assertThat(everything())
                .doesNotContain("secret-path")
                .doesNotContain("secret-query")
                .doesNotContain("SECRET");
    }

    private List<ILoggingEvent> requestLines() {
        return lines.list.stream()
                .filter(line -> line.getLoggerName().equals(RequestLog.class.getName()))
                .toList();
    }

    private static Map<String, String> values(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }

    private String everything() {
        return lines.list.stream()
                .map(line -> line.getFormattedMessage() + line.getKeyValuePairs() + line.getMDCPropertyMap())
                .collect(Collectors.joining("\n"));
    }
}
