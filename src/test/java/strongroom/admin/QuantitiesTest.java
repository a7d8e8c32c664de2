package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"40,40", "40B,40", "2MiB,2097152", "2 MiB,2097152", "1TiB,1099511627776", "1536KiB,1572864"})
    void a_size_has_a_unit_or_is_in_bytes(String text, long bytes) {
        assertThat(Quantities.bytes(text, 0, Long.MAX_VALUE)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2MB", "-1", "1.5MiB", "MiB", "2 mib", "1e3", "9999999999999999"})
    void nothing_else_is_a_size(String text) {
        assertThat(Quantities.bytes(text, 0, Long.MAX_VALUE)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"39", "101", "999999999999999TiB"})
    void a_size_out_of_range_is_none(String text) {
        assertThat(Quantities.bytes(text, 40, 100)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "1023,1023", "1024,1KiB", "1572864,1536KiB", "2097152,2MiB", "1099511627776,1TiB"})
    void a_size_is_written_in_the_largest_unit_that_loses_nothing(long bytes, String text) {
        assertThat(Quantities.text(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "101", "99999999999", "2147483648", "-5", "+5", "5 "})
    void a_number_out_of_range_or_form_is_none(String text) {
        assertThat(Quantities.number(text, 2, 100)).isNull();
    }
}
