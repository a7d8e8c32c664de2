package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_USERNAME;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders of mdm-policy 5.1. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FormatWarningsTest {

    @ParameterizedTest
    @CsvSource({
        "0, W03",
        "1, W04",
        "7, W04",
        "8, ",
        "9, ",
        "4095, ",
        "4096, ",
        "4097, W05",
        "100000, W05",
    })
    void a_managed_password_is_judged_by_its_length(int length, @Nullable Warning expected) {
        assertThat(Raised.by("th_safe_enable=true th_safe_password='x'*" + length).keySet().stream()
                        .filter(List.of(Warning.W03, Warning.W04, Warning.W05)::contains))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void the_length_of_a_managed_password_is_counted_in_utf_16() {
        String smile = "\uD83D\uDE00";

        assertThat(Raised.by(TH_SAFE_PASSWORD, smile.repeat(3) + "x")).containsKey(Warning.W04);
        assertThat(Raised.by(TH_SAFE_PASSWORD, smile.repeat(4))).doesNotContainKey(Warning.W04);
        assertThat(Raised.by(TH_SAFE_PASSWORD, smile.repeat(2048))).doesNotContainKey(Warning.W05);
        assertThat(Raised.by(TH_SAFE_PASSWORD, smile.repeat(2048) + "x")).containsKey(Warning.W05);
    }

    @ParameterizedTest
    @ValueSource(chars = {'\0', '\t', '\n', '\u001F', '\u007F', '\u0080', 'ä', '\u00A0', '\uD83D'})
    void a_character_that_systems_encode_in_different_ways_is_warned_of(char character) {
        String password = "xxxxxxx" + character;

        assertThat(Raised.by(TH_SAFE_PASSWORD, password)).containsEntry(Warning.W06, Platform.both());
        assertThat(FormatRules.isPlain(password)).isFalse();
    }

    @Test
    void all_printable_ascii_goes_into_a_managed_password() {
        StringBuilder all = new StringBuilder();
        for (char character = ' '; character <= '~'; character++) {
            all.append(character);
        }

        assertThat(Raised.by(TH_SAFE_PASSWORD, all.toString())).doesNotContainKey(Warning.W06);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "ABCD1234,",
                "00000000,",
                "*ABCD123,W07",
                "abcd1234,W07",
                "ABCD 123,W07",
                "ABCDÄ234,W07",
                "ABCD123,W08",
                "ABCD12345,W08",
                "ABCD1234 ,W07 W08",
                "abc,W07 W08",
                "' ',W07 W08"
            })
    void a_restore_id_is_eight_of_the_ids_alphabet(String id, @Nullable String expected) {
        assertThat(Raised.by(TH_SAFE_RESTORE_ID, id).keySet().stream()
                        .filter(List.of(Warning.W07, Warning.W08)::contains)
                        .map(Enum::name))
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://safe.example.org",
                "https://safe.example.org/",
                "https://safe.example.org/acme",
                "https://safe.example.org/acme/",
                "https://safe.example.org/acme/a.b-c_d~e/",
                "https://safe.example.org:8443/acme/",
                "https://safe.example.org:1/",
                "https://safe.example.org:65535/",
                "https://SAFE.example.org/",
                "https://192.0.2.1/acme/",
                "https://[2001:db8::1]/acme/",
                "https://[2001:db8::1]:8443/acme/",
                "https://[::ffff:192.0.2.1]/",
                "https://xn--sfe-qla.example.org/",
                "https://localhost/",
                "https://https.example.org/https/",
            })
    void a_url_that_both_apps_use_as_it_is_is_taken(String url) {
        assertThat(Raised.by(TH_SAFE_SERVER_URL, url)).doesNotContainKey(Warning.W09);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "safe.example.org/acme/",
                "http://safe.example.org/acme/",
                "HTTPS://safe.example.org/acme/",
                "Https://safe.example.org/acme/",
                "https:/safe.example.org/acme/",
                "https://",
                "https:///acme/",
                "https://user:pass@safe.example.org/acme/",
                "https://user@safe.example.org/acme/",
                "https://safe.example.org/acme/?a=b",
                "https://safe.example.org?a",
                "https://safe.example.org/acme/#top",
                "https://{backupIdPrefix8}.example.org/",
                "https://safe.example.org/{backupIdPrefix8}/",
                " https://safe.example.org/acme/",
                "https://safe.example.org/acme/ ",
                "https://safe.example.org/ac me/",
                "https://safe.example.org/acme/\n",
                "https://safe.example.org/acme/\u00A0",
                "https://säfe.example.org/",
                "https://safe.example.org/ümlaut/",
                "https://safe.example.org/a%20b/",
                "https://https://safe.example.org/acme/",
                "https://safe.example.org/https://other.example.org/",
                "https://safe.example.org:/acme/",
                "https://safe.example.org:x/",
                "https://safe.example.org:0/",
                "https://safe.example.org:65536/",
                "https://safe.example.org:99999/",
                "https://safe.example.org:123456/",
                "https://2001:db8::1/",
                "https://[2001:db8::1/",
                "https://safe.example.org\\acme",
            })
    void any_other_url_is_warned_of(String url) {
        assertThat(Raised.by(TH_SAFE_SERVER_URL, url)).containsEntry(Warning.W09, Platform.both());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://safe.example.org/config",
                "https://safe.example.org/acme/config",
                "https://safe.example.org/acme/config/",
                "https://safe.example.org/acme/backups",
                "https://safe.example.org/acme/backups/",
                "https://safe.example.org/acme/backups/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "https://safe.example.org/acme/backups/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/",
                "https://safe.example.org/config/backups",
            })
    void a_url_that_has_what_the_apps_append_is_warned_of(String url) {
        assertThat(Raised.by(TH_SAFE_SERVER_URL, url)).containsEntry(Warning.W10, Platform.both());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://safe.example.org/acme/",
                "https://safe.example.org/acme/configured/",
                "https://safe.example.org/mybackups/",
                "https://config/",
                "https://backups",
                "https://config:8443/acme/",
                "https://backups/acme/",
                "https://safe.example.org/backups/acme/",
                "https://safe.example.org/config/acme",
                "https://safe.example.org/backups/0123456789abcdef",
                "https://safe.example.org/config/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            })
    void a_url_that_only_looks_like_it_is_not(String url) {
        assertThat(Raised.by(TH_SAFE_SERVER_URL, url)).doesNotContainKey(Warning.W10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://safe.example.org/backups/", "https://safe.example.org/backups"})
    void the_url_of_the_server_itself_is_right_however_it_ends(String url) {
        Scene scene = Scene.of("th_safe_server_url='" + url + "'");

        assertThat(Raised.by(scene.withServerUrl("https://safe.example.org/backups/")))
                .doesNotContainKey(Warning.W10);
        assertThat(Raised.by(scene.onServer())).containsKey(Warning.W10);
        assertThat(Raised.by(scene.withoutServerUrl())).containsKey(Warning.W10);
    }

    @ParameterizedTest
    @CsvSource({
        "https://safe.example.org, true",
        "https://safe.example.org/, true",
        "https://SAFE.example.org/, true",
        "https://safe.example.org/acme, false",
        "https://safe.example.org/acme/, false",
        "https://safe.example.org/ac, false",
        "https://other.example.org/, false",
    })
    void a_url_of_the_server_that_lacks_the_tenants_path_is_warned_of(String url, boolean isRaised) {
        Scene scene = Scene.of("th_safe_server_url='" + url + "'");

        assertThat(Raised.by(scene.onServer()).containsKey(Warning.W10)).isEqualTo(isRaised);
        assertThat(Raised.by(scene.withoutServerUrl())).doesNotContainKey(Warning.W10);
    }

    @Test
    void a_login_is_both_or_none() {
        assertThat(Raised.by("th_safe_server_password='p'")).containsKey(Warning.W11);
        assertThat(Raised.by("th_safe_server_username='u' th_safe_server_password=''"))
                .containsKey(Warning.W11);
        assertThat(Raised.by("th_safe_server_username='' th_safe_server_password=''"))
                .doesNotContainKey(Warning.W11);
        assertThat(Raised.by("th_csi='7'")).doesNotContainKey(Warning.W11);
    }

    @ParameterizedTest
    @CsvSource({
        "u, p, ",
        "u:v, p, TH_SAFE_SERVER_USERNAME",
        "ü, p, TH_SAFE_SERVER_USERNAME",
        "u, pä, TH_SAFE_SERVER_PASSWORD",
        "u, p:q, ",
        "ü, pä, TH_SAFE_SERVER_USERNAME",
    })
    void a_login_is_what_basic_can_carry(String user, String password, @Nullable Parameter expected) {
        Finding finding = Raised.findings(
                        Scene.of("th_safe_server_username='" + user + "' th_safe_server_password='" + password + "'"))
                .get(Warning.W12);

        assertThat(finding == null ? null : finding.parameter()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void a_truth_value_of_another_type_is_named(Parameter parameter) {
        Scene scene = Scene.of(parameter.key() + "=1");
        Warning expected = parameter.kind() == Parameter.Kind.BOOLEAN ? Warning.W01 : Warning.W02;

        assertThat(Objects.requireNonNull(Raised.findings(scene).get(expected)).parameter())
                .isEqualTo(parameter);
        assertThat(Raised.by(scene)).containsEntry(expected, Platform.both());
        assertThat(Raised.by(scene).keySet().stream().filter(List.of(Warning.W01, Warning.W02)::contains))
                .isEqualTo(List.of(expected));
    }

    @Test
    void a_truth_value_is_no_text_either() {
        assertThat(Raised.by("th_safe_server_username=true")).containsKey(Warning.W02);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false", "2, true", "3, true"})
    void a_number_other_than_0_and_1_forces_safe_on_iphones(long number, boolean isRaised) {
        assertThat(Raised.by("th_safe_enable=" + number).containsKey(Warning.W13))
                .isEqualTo(isRaised);
        assertThat(Raised.by("th_skip_wizard=" + number)).doesNotContainKey(Warning.W13);
    }

    @Test
    void an_empty_text_counts_as_absent_but_for_the_managed_password() {
        assertThat(Raised.by("th_safe_enable=true th_safe_password='x'*8 th_safe_restore_id='' th_safe_server_url=''"
                        + " th_safe_server_username='' th_safe_server_password='' th_safe_password_pattern=''"
                        + " th_id_backup=''"))
                .isEmpty();
        assertThat(Raised.by("th_safe_enable=false th_safe_password=''")).containsOnlyKeys(Warning.W03);
    }

    @Test
    void a_password_that_is_not_stored_raises_what_it_raised_when_it_was_set() {
        Policy policy = Written.policy("th_safe_enable=true")
                .with(TH_SAFE_PASSWORD, Value.Concealed.of(TH_SAFE_PASSWORD, "pässwor", null, 1));

        assertThat(Finding.of(Situation.of(policy)))
                .extracting(Finding::warning)
                .containsExactly(Warning.W04, Warning.W06);
        assertThat(Finding.of(
                        Situation.of(policy.with(TH_SAFE_PASSWORD, Value.Concealed.of(TH_SAFE_PASSWORD, "", null, 1)))))
                .extracting(Finding::warning)
                .containsExactly(Warning.W03, Warning.W24);
        assertThat(policy.has(TH_SAFE_SERVER_USERNAME) || policy.has(TH_SAFE_SERVER_PASSWORD))
                .isFalse();
    }
}
