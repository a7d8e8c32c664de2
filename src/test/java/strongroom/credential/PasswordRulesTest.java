package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.credential.PasswordRules.Refusal;
import strongroom.credential.PasswordRules.Verdict;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "pass word", "passwörd", "a:b:c:d:e", "ßäöüÄÖÜé", "naïve café", "£5.20 §12 ½"})
    void what_every_phone_can_send_is_accepted(String typed) {
        assertThat(PasswordRules.check(typed)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void A_06_what_latin_1_lacks_is_refused() {
        assertThat(reason("passwort€")).isEqualTo(Refusal.ANDROID_CANNOT_SEND);
        assertThat(reason("парольпароль")).isEqualTo(Refusal.ANDROID_CANNOT_SEND);
        assertThat(reason("password😀")).isEqualTo(Refusal.ANDROID_CANNOT_SEND);
        assertThat(reason("password\ud800")).isEqualTo(Refusal.ANDROID_CANNOT_SEND);
        assertThat(reason("passx\u0308word")).isEqualTo(Refusal.ANDROID_CANNOT_SEND);
    }

    @Test
    void what_latin_1_bytes_would_be_misread_as_utf_8_is_refused() {
        assertThat(reason("passwÃ¼rd")).isEqualTo(Refusal.ANDROID_IS_MISREAD);
        assertThat(reason("passwörÃ¼d")).isNull();
    }

    @Test
    void combining_marks_count_as_the_letter_they_make() {
        assertThat(PasswordRules.check("passwo\u0308rd"))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(Arrays.equals(
                                        accepted.password().utf8(),
                                        Password.of("passwörd").utf8()))
                                .isTrue());
    }

    @Test
    void control_characters_are_refused() {
        assertThat(reason("password\n")).isEqualTo(Refusal.CONTROL_CHARACTER);
        assertThat(reason("pass\u0000word")).isEqualTo(Refusal.CONTROL_CHARACTER);
        assertThat(reason("pass\u0085word")).isEqualTo(Refusal.CONTROL_CHARACTER);
    }

    @Test
    void lengths_have_their_limits() {
        assertThat(reason("")).isEqualTo(Refusal.EMPTY);
        assertThat(reason("1234567")).isEqualTo(Refusal.TOO_SHORT);
        assertThat(reason("x".repeat(500))).isNull();
        assertThat(reason("x".repeat(501))).isEqualTo(Refusal.TOO_LONG);
        assertThat(reason("ö".repeat(250))).isNull();
        assertThat(reason("ö".repeat(251))).isEqualTo(Refusal.TOO_LONG);
    }

    @Test
    void generated_passwords_have_138_bits_and_no_look_alikes() {
        Random random = new Random(1);
        Set<String> drawn = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            drawn.add(GeneratedPassword.draw(random).reveal());
        }

        assertThat(drawn).hasSize(1_000).allSatisfy(text -> {
            assertThat(text).matches("([a-hjkmnp-z2-9]{4}-){6}[a-hjkmnp-z2-9]{4}");
            assertThat(reason(text)).isNull();
        });
        assertThat(28 * Math.log(31) / Math.log(2)).isGreaterThan(128);
    }

    @Test
    void passwords_cannot_be_printed() {
        assertThat(Password.of("s3cret!!").toString()).doesNotContain("s3cret");
        assertThat(GeneratedPassword.draw(new Random(1)).toString()).isEqualTo("GeneratedPassword[hidden]");
        assertThat(PasswordRules.check("s3cret!!").toString()).doesNotContain("s3cret");
        assertThat(Pepper.of(new byte[32]).toString()).isEqualTo("Pepper[hidden]");
    }

    private static @Nullable Refusal reason(String typed) {
        return switch (PasswordRules.check(typed)) {
            case Verdict.Accepted(Password _) -> null;
            case Verdict.Refused(Refusal reason) -> reason;
        };
    }
}
