package strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import strongroom.message.Catalogue;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SecretInputTest {

    @ParameterizedTest
    @CsvSource({
        "secret,secret",
        "secret\\n,secret",
        "secret\\r\\n,secret",
        "secret\\n\\n,secret\\n",
        "secret\\r,secret\\r",
        "' secret ',' secret '"
    })
    void exactly_one_line_end_is_taken_off(String given, String secret) {
        assertThat(read(given.translateEscapes().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(secret.translateEscapes());
    }

    @Test
    void what_is_not_utf_8_is_refused() {
        assertUnreadable(new byte[] {'a', (byte) 0xff});
    }

    @Test
    void what_no_password_can_be_as_long_as_is_refused() {
        assertUnreadable(new byte[65_537]);
    }

    private static void assertUnreadable(byte[] input) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(input))
                .satisfies(refusal ->
                        assertThat(refusal.messages()).containsExactly(Message.of(MessageCode.PASSWORD_UNREADABLE)));
    }

    private static String read(byte[] input) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new ByteArrayInputStream(input), nowhere, nowhere, false, Catalogue.english());
        return new SecretInput(terminal).read(Message.of(MessageCode.PASSWORD_PROMPT, "anna"));
    }
}
