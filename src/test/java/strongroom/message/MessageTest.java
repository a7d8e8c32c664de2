package strongroom.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MessageTest {

    @Test
    void a_message_gives_programs_its_code_and_its_arguments() {
        Message message = Message.of(MessageCode.DISK_FULL, Path.of("/data"), 10, 64L << 20);

        assertThat(message.toMap())
                .isEqualTo(Map.of(
                        "code",
                        "disk-full",
                        "arguments",
                        Map.of("directory", "/data", "free", 10L, "needed", 67108864L)));
    }

    @Test
    void a_time_is_given_to_programs_in_rfc_3339() {
        Message message = Message.of(MessageCode.CERTIFICATE_EXPIRED, Path.of("c"), Instant.EPOCH);

        assertThat(message.toMap()).containsEntry("arguments", Map.of("file", "c", "expired", "1970-01-01T00:00:00Z"));
    }

    @Test
    void too_few_too_many_or_other_arguments_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Message.of(MessageCode.TENANT_UNKNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.of(MessageCode.PASSWORD_EMPTY, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.of(MessageCode.TENANT_UNKNOWN, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.of(MessageCode.KEY_BROKEN, "text"));
    }

    @Test
    void bytes_and_characters_of_a_secret_cannot_be_an_argument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Message.of(MessageCode.TENANT_UNKNOWN, (Object) "secret".getBytes(StandardCharsets.UTF_8)))
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of(MessageCode.TENANT_UNKNOWN, (Object) "secret".toCharArray()))
                .withMessageNotContaining("secret");
    }

    @Test
    void a_refusal_keeps_all_messages_and_its_status_and_has_no_stack_trace() {
        Message first = Message.of(MessageCode.TENANT_UNKNOWN, "acme");
        Message second = Message.of(MessageCode.PASSWORD_EMPTY);

        Refusal refusal = new Refusal(ExitStatus.USAGE, List.of(first, second));

        assertThat(refusal.status().code()).isEqualTo(2);
        assertThat(refusal.messages()).containsExactly(first, second);
        StringWriter printed = new StringWriter();
        refusal.printStackTrace(new PrintWriter(printed, true));
        assertThat(printed.toString().strip())
                .isEqualTo("strongroom.message.Refusal: tenant-unknown tenant=acme; password-empty");
    }

    @Test
    void the_three_kinds_of_refusal_have_their_exit_codes() {
        assertThat(Refusal.failed(MessageCode.HANDLE_UNKNOWN, "00").status().code())
                .isEqualTo(1);
        assertThat(Refusal.usage(MessageCode.TIME_MALFORMED, "soon").status().code())
                .isEqualTo(2);
        assertThat(Refusal.held(MessageCode.BRAKE_HELD, 500, 5).status().code()).isEqualTo(4);
    }
}
