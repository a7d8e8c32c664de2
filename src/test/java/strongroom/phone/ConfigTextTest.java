package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.phone.PhoneResult.Announced;

/** Safe-protocol 4.1 and 9a. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigTextTest {

    @Test
    void both_apps_read_what_our_server_says() {
        byte[] body = bytes("{\"maxBackupBytes\":2097152,\"retentionDays\":180}");

        assertThat(ConfigText.android(body)).isEqualTo(new Announced(2_097_152, 180));
        assertThat(ConfigText.oldAndroid(body)).isEqualTo(new Announced(2_097_152, 180));
        assertThat(ConfigText.iphone(body)).isEqualTo(new Announced(2_097_152, 180));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"maxBackupBytes\":\"512\",\"retentionDays\":\"30\"} | 512 | 30",
                "{\"maxBackupBytes\":512.9,\"retentionDays\":30.5} | 512 | 30",
                "{\"maxBackupBytes\":512,\"retentionDays\":30} and more | 512 | 30",
                "\uFEFF{\"maxBackupBytes\":512,\"retentionDays\":30} | 512 | 30",
                "{\"maxBackupBytes\":512,\"retentionDays\":4294967296} | 512 | 0"
            })
    void android_reads_almost_anything_where_the_iphone_does_not(String body, long maxBytes, int days) {
        assertThat(ConfigText.android(bytes(body))).isEqualTo(new Announced(maxBytes, days));
        if (days != 0) {
            assertThat(ConfigText.iphone(bytes(body))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<!doctype html><p>login",
                "{}",
                "{\"maxBackupBytes\":512}",
                "{\"maxBackupBytes\":null,\"retentionDays\":30}",
                "{\"maxBackupBytes\":\"much\",\"retentionDays\":30}",
                "{\"maxBackupBytes\":512,\"retentionDays\":true}",
                "{\"maxBackupBytes\":512,\"retentionDays\""
            })
    void nonsense_is_malformed_to_both(String body) {
        assertThat(ConfigText.android(bytes(body))).isNull();
        assertThat(ConfigText.iphone(bytes(body))).isNull();
    }

    @Test
    void the_old_android_app_reads_no_further_than_4096_bytes() {
        byte[] body = bytes(" ".repeat(4090) + "{\"maxBackupBytes\":1,\"retentionDays\":1}");

        assertThat(ConfigText.oldAndroid(body)).isNull();
        assertThat(ConfigText.android(body)).isEqualTo(new Announced(1, 1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
