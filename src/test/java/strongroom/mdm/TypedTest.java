package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TypedTest {

    @Test
    void two_words_are_truth_values() {
        assertThat(Typed.read(Parameter.TH_SAFE_ENABLE, "true")).isEqualTo(new Typed.Read(new Value.Truth(true)));
        assertThat(Typed.read(Parameter.TH_SAFE_ENABLE, "false")).isEqualTo(new Typed.Read(new Value.Truth(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "True", "TRUE", "1", "0", "yes", " true", "true ", "unset"})
    void no_other_word_is_one(String text) {
        assertThat(Typed.read(Parameter.TH_SAFE_ENABLE, text)).isEqualTo(new Typed.WrongType());
    }

    @Test
    void what_looks_like_another_type_is_a_text_where_one_is_wanted() {
        assertThat(Typed.read(Parameter.TH_SAFE_SERVER_PASSWORD, "12345678")).isEqualTo(text("12345678"));
        assertThat(Typed.read(Parameter.TH_SAFE_SERVER_USERNAME, "true")).isEqualTo(text("true"));
    }

    @Test
    void a_text_is_taken_as_it_is_typed() {
        assertThat(Typed.read(Parameter.TH_SAFE_SERVER_URL, " x ")).isEqualTo(text(" x "));
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_text_is_one_for_the_managed_password_alone(Parameter parameter) {
        Typed expected = switch (parameter.kind()) {
            case BOOLEAN -> new Typed.WrongType();
            case STRING -> parameter == Parameter.TH_SAFE_PASSWORD ? text("") : new Typed.Empty();
        };

        assertThat(Typed.read(parameter, "")).isEqualTo(expected);
    }

    @Test
    void a_text_may_be_as_long_as_the_catalogue_says() {
        assertThat(Typed.read(Parameter.TH_NICKNAME, "n".repeat(32))).isEqualTo(text("n".repeat(32)));
        assertThat(Typed.read(Parameter.TH_NICKNAME, "n".repeat(33))).isEqualTo(new Typed.TooLong(32));
        assertThat(Typed.read(Parameter.TH_LICENSE_USERNAME, "u".repeat(255))).isEqualTo(text("u".repeat(255)));
        assertThat(Typed.read(Parameter.TH_LICENSE_USERNAME, "u".repeat(256))).isEqualTo(new Typed.TooLong(255));
    }

    @Test
    void an_overlong_managed_password_is_read_and_warned_of() {
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD, "x".repeat(4097))).isEqualTo(text("x".repeat(4097)));
    }

    @Test
    void a_pattern_is_a_regular_expression() {
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD_PATTERN, "^.{8,}$")).isEqualTo(text("^.{8,}$"));
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD_PATTERN, "(")).isEqualTo(new Typed.NoRegex());
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD_PATTERN, "a".repeat(2049)))
                .isEqualTo(new Typed.NoRegex());
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD_MESSAGE, "(")).isEqualTo(text("("));
    }

    private static Typed text(String text) {
        return new Typed.Read(new Value.Text(text));
    }

    @Test
    void control_characters_and_halves_of_characters_are_refused_where_a_text_is_kept() {
        assertThat(Typed.read(Parameter.TH_SAFE_SERVER_PASSWORD, "a\u0000b")).isEqualTo(new Typed.Unprintable());
        assertThat(Typed.read(Parameter.TH_FIRSTNAME, "a\nb")).isEqualTo(new Typed.Unprintable());
        assertThat(Typed.read(Parameter.TH_FIRSTNAME, "a\ud800b")).isEqualTo(new Typed.Unprintable());
        assertThat(Typed.read(Parameter.TH_FIRSTNAME, "\ud83d\ude00")).isInstanceOf(Typed.Read.class);
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD_MESSAGE, "a\nb")).isInstanceOf(Typed.Read.class);
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD, "a\u0000bcdefgh")).isInstanceOf(Typed.Read.class);
    }
}
