package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThreemaIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"ECHOECHO", "*SUPPORT", "00000000", "ZZZZ9999"})
    void eight_capitals_and_digits_are_an_identity(String text) {
        ThreemaId identity = ThreemaId.parse(text);

        assertThat(identity).isEqualTo(new ThreemaId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ECHOECH", "ECHOECHOE", "echoecho", "ECHO*CHO", "ECHOECH\u00D6", "ECHOECHO\n", " ECHOECH"})
    void anything_else_is_none_and_lower_case_is_not_folded(String text) {
        assertThat(ThreemaId.parse(text)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new ThreemaId(text));
    }
}
