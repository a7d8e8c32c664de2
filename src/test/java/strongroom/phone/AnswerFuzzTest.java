package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import strongroom.phone.PhoneResult.Announced;

/** What a server answers, byte for byte, to a phone that asks for the configuration or a backup. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AnswerFuzzTest {

    private static final long WHOLE_IN_A_DOUBLE = 1L << 53;

    @FuzzTest
    void an_answer_is_whole_or_refused_with_a_reason(byte[] data) {
        Read whole = read(data);
        if (whole == null) {
            checkConfig(data);
            return;
        }
        assertThat(whole.head().status()).isBetween(200, 599);
        assertThat(whole.body().length).isLessThanOrEqualTo(AnswerReader.MAX_BODY_BYTES);
        assertThat(whole.answer()).hasToString("Answer[" + whole.head().status() + "]");
        if (AnswerReader.isFramed("GET", whole.head())) {
            checkShortest(data, whole);
        }
        checkAgain(whole);
        checkConfig(whole.body());
    }

    /** A framed answer of which a byte is missing is never taken for one with a shorter body. */
    private static void checkShortest(byte[] data, Read whole) {
        int fails = -1;
        int succeeds = data.length;
        while (succeeds - fails > 1) {
            int middle = (fails + succeeds) >>> 1;
            Read part = read(Arrays.copyOf(data, middle));
            if (part == null) {
                fails = middle;
            } else {
                assertThat(part.body()).isEqualTo(whole.body());
                succeeds = middle;
            }
        }
    }

    /** The same answer in the plainest form is read as the same. */
    private static void checkAgain(Read whole) {
        if (whole.head().status() == 204 || whole.head().status() == 304) {
            assertThat(whole.body()).isEmpty();
            return;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.writeBytes(
                ("HTTP/1.1 " + whole.head().status() + " x\r\nContent-Length: " + whole.body().length + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        plain.writeBytes(whole.body());
        Read again = read(plain.toByteArray());
        assertThat(again).isNotNull();
        assertThat(again == null ? null : again.body()).isEqualTo(whole.body());
    }

    /** What the strict app understands, the lenient one understands too, and as the same. */
    private static void checkConfig(byte[] body) {
        Announced iphone = ConfigText.iphone(body);
        Announced android = ConfigText.android(body);
        Announced oldAndroid = ConfigText.oldAndroid(body);
        if (body.length <= ConfigText.LEGACY_BYTES) {
            assertThat(oldAndroid).isEqualTo(android);
        }
        if (iphone == null) {
            return;
        }
        assertThat(android).isNotNull();
        boolean isPlain = Math.abs((double) iphone.maxBackupBytes()) < WHOLE_IN_A_DOUBLE
                && Math.abs((long) iphone.retentionDays()) < Integer.MAX_VALUE;
        if (isPlain) {
            assertThat(android).isEqualTo(iphone);
        }
    }

    private record Read(AnswerHead head, Answer answer) {

        byte[] body() {
            return answer.body();
        }
    }

    private static @Nullable Read read(byte[] data) {
        AnswerReader reader = new AnswerReader(new ByteArrayInputStream(data));
        try {
            AnswerHead head = reader.readHead();
            return new Read(head, new Answer(head, reader.readBody("GET", head)));
        } catch (WireException refused) {
            assertThat(refused.reason()).isNotNull();
            return null;
        }
    }
}
