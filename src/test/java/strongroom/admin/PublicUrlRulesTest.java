package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PublicUrlRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://safe.example.org",
                "https://safe.example.org/",
                "https://safe.example.org:8443/a/b",
                "https://[2001:db8::1]/x"
            })
    void a_canonical_url_is_taken_as_it_is(String url) {
        assertThat(PublicUrlRules.read(url).value()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Safe.Example.org/A,https://safe.example.org/A",
        "https://safe.example.org:443/,https://safe.example.org/",
        "' https://safe.example.org/a ',https://safe.example.org/a",
        "https://safe.example.org//a//,https://safe.example.org/a/"
    })
    void another_spelling_is_refused_with_the_canonical_one(String typed, String canonical) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> PublicUrlRules.read(typed))
                .satisfies(refusal -> assertThat(refusal.messages())
                        .containsExactly(Message.of(MessageCode.PUBLIC_URL_NOT_CANONICAL, typed, canonical)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "safe.example.org",
                "http://safe.example.org",
                "https://säfe.example.org",
                "https://safe.example.org/config",
                "https://safe.example.org/x/backups/",
                "https://safe.example.org/?a=b",
                "https://safe.example.org/#a",
                "https://safe.example.org/{backupIdPrefix8}/",
                "https://safe.example.org/a b",
                "https://safe.example.org/a/../b"
            })
    void what_phones_cannot_use_is_refused(String typed) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> PublicUrlRules.read(typed))
                .satisfies(refusal -> assertThat(refusal.messages())
                        .containsExactly(Message.of(MessageCode.PUBLIC_URL_INVALID, typed)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://anna:secret@safe.example.org/", "https://anna:se@cret@safe.example.org/"})
    void a_password_in_a_url_is_not_repeated(String typed) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> PublicUrlRules.read(typed))
                .withMessageNotContaining("secret")
                .withMessageNotContaining("cret@");
    }
}
