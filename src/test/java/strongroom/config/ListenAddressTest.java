package strongroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, true",
        "127.8.8.8:1, true",
        "[::1]:8080, true",
        "[::ffff:127.0.0.1]:1, true",
        "localhost:0, true",
        "0.0.0.0:8080, false",
        "[::]:8080, false",
        "192.0.2.1:65535, false"
    })
    void an_address_is_read_and_written_the_same_and_knows_whether_it_is_loopback(String text, boolean loopback) {
        ListenAddress address = Objects.requireNonNull(ListenAddress.parse(text));

        assertThat(address).hasToString(text);
        assertThat(address.isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "8080",
                ":8080",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:-1",
                "127.0.0.1:65536",
                "127.0.0.1:999999",
                "::1:8080",
                "[::1]",
                "[127.0.0.1]:1",
                "[]:1",
                "example.com:80",
                "256.0.0.1:1",
                "*:80",
                "127.0.0.1:８０"
            })
    void anything_else_is_not_an_address_and_no_name_is_looked_up(String text) {
        assertThat(ListenAddress.parse(text)).isNull();
    }

    @Test
    void an_address_that_cannot_be_is_never_made() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ListenAddress("127.0.0.1", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new ListenAddress("example.com", 80));
    }
}
