package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.phone.PhoneResult.Reason;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswerReaderTest {

    @Test
    void a_body_of_known_length_ends_there() throws WireException {
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP")).isEqualTo("abc");
    }

    @Test
    void a_chunked_body_is_put_together() throws WireException {
        String answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
                + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nnext";

        assertThat(body(answer)).isEqualTo("abc0123456789");
    }

    @Test
    void a_body_of_unknown_length_ends_with_the_connection() throws WireException {
        assertThat(body("HTTP/1.0 200 OK\r\n\r\nabc")).isEqualTo("abc");
    }

    @Test
    void interim_answers_are_passed_over() throws WireException {
        assertThat(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                        + "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na"))
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({"HEAD,200", "GET,204", "GET,304"})
    void some_answers_have_no_body_whatever_they_announce(String method, int status) throws WireException {
        assertThat(body(method, "HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n\r\n"))
                .isEmpty();
    }

    @Test
    void gzip_is_unpacked_since_both_apps_offer_it() throws WireException {
        String packed = new String(Gzip.store("abc".getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);

        assertThat(body("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed))
                .isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nName : x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: x\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: x\u0000y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na"
            })
    void what_is_not_correct_http_is_garbled(String answer) {
        assertFails(answer, Reason.ANSWER_GARBLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 2",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            })
    void an_answer_that_ends_early_is_cut(String answer) {
        assertFails(answer, Reason.ANSWER_CUT);
    }

    @Test
    void no_answer_at_all_is_a_lost_connection() {
        assertFails("", Reason.CONNECTION_LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n"
            })
    void an_endless_answer_is_refused_before_it_is_read(String answer) {
        assertFails(answer, Reason.ANSWER_TOO_LONG);
    }

    @Test
    void an_endless_head_is_refused() {
        assertFails("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(10_000), Reason.ANSWER_GARBLED);
        assertFails("HTTP/1.1 200 OK\r\nA: " + "b".repeat(100_000), Reason.ANSWER_GARBLED);
        assertFails("HTTP/1.1 100 Continue\r\n\r\n".repeat(100), Reason.ANSWER_GARBLED);
    }

    @Test
    void mutated_answers_are_read_or_refused_and_nothing_else() {
        String whole = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        Random random = new Random(1);

        for (int i = 0; i < 50_000; i++) {
            StringBuilder mutated = new StringBuilder(whole);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutated.setCharAt(random.nextInt(mutated.length()), (char) random.nextInt(256));
            }
            try {
                assertThat(body(mutated.toString())).isNotNull();
            } catch (WireException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
    }

    private static void assertFails(String answer, Reason reason) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> body(answer))
                .extracting(WireException::reason)
                .isEqualTo(reason);
    }

    private static String body(String answer) throws WireException {
        return body("GET", answer);
    }

    private static String body(String method, String answer) throws WireException {
        AnswerReader reader = new AnswerReader(new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1)));
        AnswerHead head = reader.readHead();
        return new String(reader.readBody(method, head), StandardCharsets.ISO_8859_1);
    }
}
