package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ValueTest {

    private static final String SECRET = "8675309112358";

    @Test
    void no_value_prints_what_may_be_a_secret() {
        Value text = new Value.Text(SECRET);
        Value number = new Value.Whole(Long.parseLong(SECRET));
        Value concealed = Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, SECRET, "^" + SECRET + "$", 7);

        assertThat(text.toString()).doesNotContain(SECRET);
        assertThat(number.toString()).doesNotContain(SECRET);
        assertThat(concealed.toString()).doesNotContain(SECRET);
    }

    @Test
    void nothing_that_holds_a_value_prints_it() {
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_SAFE_PASSWORD, new Value.Text(SECRET))
                .with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Whole(Long.parseLong(SECRET)));
        Layers layers = new Layers(Layer.of(Channel.EXTERNAL, policy), Layer.of(Channel.COCKPIT, policy), true);
        Situation situation = new Situation(layers, layers, null);

        assertThat(policy.toString()).doesNotContain(SECRET);
        assertThat(layers.toString()).doesNotContain(SECRET);
        assertThat(layers.effective(Platform.IOS, Phase.SET_UP).toString()).doesNotContain(SECRET);
        assertThat(situation.toString()).doesNotContain(SECRET);
        assertThat(situation.cases().toString()).doesNotContain(SECRET);
        assertThat(Finding.of(situation).toString()).doesNotContain(SECRET);
        assertThat(Typed.read(Parameter.TH_SAFE_PASSWORD, SECRET).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            password,          none,         USABLE,
            password,          ^[a-z]{8}$,   USABLE,
            12345678,          ^[a-z]{8}$,   USABLE, W40
            pässword,          none,         USABLE, W06
            pässword,          ^[a-z]{8}$,   USABLE, W06 W40
            pass,              ^[a-z]{8}$,   SHORT,  W40
            password,          '(',          USABLE, W40
            '',                ^[a-z]{8}$,   EMPTY,
            """)
    void a_concealed_password_keeps_what_the_checks_said(
            String text, @Nullable String pattern, Length length, @Nullable String said) {
        Value.Concealed concealed = Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, text, pattern, 3);

        assertThat(concealed.length()).isEqualTo(length);
        assertThat(concealed.said())
                .extracting(Warning::name)
                .containsExactlyInAnyOrder(said == null ? new String[0] : said.split(" "));
        assertThat(concealed.pattern()).isEqualTo(pattern);
        assertThat(concealed.change()).isEqualTo(3);
    }

    @Test
    void an_overlong_password_is_one_too_when_it_is_concealed() {
        assertThat(Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, "x".repeat(4096), null, 1)
                        .length())
                .isEqualTo(Length.USABLE);
        assertThat(Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, "x".repeat(4097), null, 1)
                        .length())
                .isEqualTo(Length.LONG);
    }

    @Test
    void other_concealed_texts_are_there_or_not() {
        assertThat(Value.Concealed.of(Parameter.TH_ID_BACKUP, "ä", "(", 1))
                .isEqualTo(new Value.Concealed(Length.USABLE, Set.of(), "(", 1));
        assertThat(Value.Concealed.of(Parameter.TH_LICENSE_PASSWORD, "", null, 1)
                        .length())
                .isEqualTo(Length.EMPTY);
    }

    @Test
    void the_same_secret_set_again_is_another_value() {
        assertThat(Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, SECRET, null, 1))
                .isNotEqualTo(Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, SECRET, null, 2));
    }
}
