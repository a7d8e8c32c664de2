package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.mdm.Platform.ANDROID;
import static strongroom.mdm.Platform.IOS;
import static strongroom.mdm.Scene.OURS;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders of mdm-policy 5.2. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ContradictionWarningsTest {

    private static final String URL = "th_safe_server_url='" + OURS + "' ";

    @Test
    void a_truth_value_as_text_contradicts_on_the_platform_that_reads_it() {
        assertThat(Raised.by("th_disable_backups='true' th_safe_enable=true")).containsEntry(Warning.W20, Set.of(IOS));
        assertThat(Raised.by("th_safe_enable='false' th_safe_restore_enable='false'"))
                .containsEntry(Warning.W50, Set.of(ANDROID));
    }

    @Test
    void a_password_that_is_set_and_forbidden_is_both_uneven_and_dead() {
        assertThat(Raised.by("th_safe_password='x'*8 th_safe_enable=false")).containsKeys(Warning.W25, Warning.W26);
        assertThat(Raised.by("th_safe_password='x'*8 th_safe_enable=true th_disable_backups=true"))
                .containsKeys(Warning.W20, Warning.W26)
                .doesNotContainKey(Warning.W25);
    }

    @Test
    void a_server_that_wants_a_login_misses_each_half_of_it() {
        assertThat(Raised.by(Scene.of(URL + "th_safe_server_username='u'").wantsLogin()))
                .containsKeys(Warning.W11, Warning.W30);
        assertThat(Raised.by(Scene.of(URL + "th_safe_server_password='p'").wantsLogin()))
                .containsKeys(Warning.W11, Warning.W30);
        assertThat(Raised.by(Scene.of(URL).onServer())).doesNotContainKey(Warning.W30);
    }

    @ParameterizedTest
    @CsvSource({
        "https://safe.example.org/acme/, true",
        "https://safe.example.org/acme, true",
        "https://SAFE.example.org/acme/, true",
        "https://safe.example.org/other/, false",
        "https://other.example.org/acme/, false",
    })
    void what_another_server_wants_is_not_known(String url, boolean isOurs) {
        Scene scene = Scene.of("th_safe_server_url='" + url + "'");

        assertThat(Raised.by(scene.wantsLogin()).containsKey(Warning.W30)).isEqualTo(isOurs);
        assertThat(Raised.by(scene.wantsLoginForRestore()).containsKey(Warning.W64))
                .isEqualTo(isOurs);
        assertThat(Raised.by(scene.wantsLogin().withoutServerUrl())).containsKey(Warning.W30);
    }

    @Test
    void threemas_server_wants_no_login() {
        assertThat(Raised.by(Scene.of("th_safe_enable=true").wantsLoginForRestore()))
                .doesNotContainKeys(Warning.W30, Warning.W64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "th_safe_password",
                "th_id_backup",
                "th_id_backup_password",
                "th_license_username",
                "th_license_password"
            })
    void what_the_cockpit_cannot_carry_is_named(String key) {
        Scene individual = Scene.of(".").inCockpit(key + "='xxxxxxxx'");
        Scene global = Scene.of(".").inCockpitForAll(key + "='xxxxxxxx'");

        assertThat(Objects.requireNonNull(Raised.findings(individual).get(Warning.W31))
                        .parameter())
                .isEqualTo(Parameter.of(key));
        assertThat(Raised.by(individual)).containsEntry(Warning.W31, Platform.both());
        assertThat(Raised.by(global)).containsEntry(Warning.W31, Platform.both());
        assertThat(Raised.by(key + "='xxxxxxxx'")).doesNotContainKey(Warning.W31);
    }

    @Test
    void a_restore_id_that_a_device_manager_beats_does_not_come_from_the_cockpit() {
        Scene both = Scene.of("th_safe_restore_id='ABCD1234'").inCockpit("th_safe_restore_id='EFGH5678'");

        assertThat(Raised.by(both)).doesNotContainKey(Warning.W32);
        assertThat(Raised.by(both.overriding())).containsKey(Warning.W32);
        assertThat(Raised.by(Scene.of(".").inCockpit("th_safe_restore_id=''"))).doesNotContainKey(Warning.W32);
    }

    @Test
    void a_restore_id_of_the_cockpit_with_a_password_of_a_device_manager_asks_nobody() {
        String id = "th_safe_restore_id='ABCD1234'";

        assertThat(Raised.by(Scene.of("th_safe_password='x'*8").inCockpit(id))).doesNotContainKey(Warning.W32);
        assertThat(Raised.by(Scene.of("th_safe_password='x'*7").inCockpit(id)))
                .containsEntry(Warning.W32, Set.of(ANDROID));
        assertThat(Raised.by(Scene.of(".").inCockpit(id + " th_safe_password='x'*8")))
                .containsEntry(Warning.W32, Platform.both());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            th_safe_restore_enable=true     | th_safe_restore_enable=false    | true
            .                               | th_safe_restore_id='ABCD1234'   | true
            th_safe_restore_id='ABCD1234'   | .                               | true
            th_skip_wizard=false            | th_skip_wizard=true             | true
            th_skip_wizard=true             | th_skip_wizard=true th_csi='7'  | false
            th_id_backup='A'                | th_id_backup='B'                | false
            """)
    void a_change_of_what_is_read_at_set_up_alone_comes_too_late(String before, String after, boolean isRaised) {
        Scene scene = Scene.of(after).after(before);

        assertThat(Raised.by(scene.setUp()).containsKey(Warning.W34)).isEqualTo(isRaised);
        assertThat(Raised.by(scene)).doesNotContainKey(Warning.W34);
        assertThat(Raised.by(Scene.of(after).setUp())).doesNotContainKey(Warning.W34);
    }

    @Test
    void a_cockpit_without_override_reaches_iphones_that_are_not_set_up() {
        Scene scene = Scene.of(".").inCockpit("th_safe_enable=true");

        assertThat(Raised.by(scene.onServer())).doesNotContainKey(Warning.W35);
        assertThat(Raised.by(Scene.of("th_safe_enable=true").setUp())).doesNotContainKey(Warning.W35);
    }

    @Test
    void a_key_that_one_platform_does_not_know_is_warned_of_there() {
        Scene scene = Scene.of("th_disable_system_backups=true");

        assertThat(Raised.by(scene)).containsEntry(Warning.W37, Set.of(ANDROID));
        assertThat(Objects.requireNonNull(Raised.findings(scene).get(Warning.W37))
                        .parameter())
                .isEqualTo(Parameter.TH_DISABLE_DATA_BACKUPS);
        assertThat(Objects.requireNonNull(Raised.findings(Scene.of("th_disable_data_backups=true"))
                                .get(Warning.W37))
                        .parameter())
                .isEqualTo(Parameter.TH_DISABLE_SYSTEM_BACKUPS);
        assertThat(Raised.by("th_disable_data_backups=false th_disable_system_backups=false"))
                .doesNotContainKey(Warning.W37);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            th_disable_backups=true                                                                     | ANDROID IOS
            th_safe_enable=false th_disable_id_export=true th_disable_data_backups=true                 | ANDROID
            th_safe_enable=false th_disable_id_export=true th_disable_system_backups=true               | IOS
            th_safe_enable=false th_readonly_profile=true th_disable_system_backups=true                | IOS
            th_safe_enable=false th_readonly_profile=true th_disable_data_backups=true                  | .
            th_safe_enable=false th_disable_data_backups=true th_disable_system_backups=true            | .
            th_disable_id_export=true th_disable_data_backups=true th_disable_system_backups=true       | .
            """)
    void a_lost_phone_is_a_lost_id_where_no_kind_of_backup_is_left(String policy, String platforms) {
        Set<Platform> found = Raised.by(policy).getOrDefault(Warning.W39, Set.of());

        assertThat(
                        found.isEmpty()
                                ? "."
                                : String.join(
                                        " ", found.stream().map(Enum::name).toList()))
                .isEqualTo(platforms);
    }

    @Test
    void a_profile_that_is_read_only_hides_the_export_of_the_id_on_iphones() {
        String bound = "th_safe_enable=false th_disable_system_backups=true ";

        assertThat(Raised.by(bound + "th_readonly_profile=true")).containsEntry(Warning.W38, Set.of(IOS));
        assertThat(Raised.by(bound + "th_readonly_profile=false")).doesNotContainKey(Warning.W38);
    }

    @Test
    void a_password_is_compared_with_the_pattern_as_an_iphone_does() {
        String pattern = "th_safe_password_pattern='[0-9]{4}' ";

        assertThat(Raised.by(pattern + "th_safe_password='secret-1234'")).doesNotContainKey(Warning.W40);
        assertThat(Raised.by(pattern + "th_safe_password='1234-secret-1234'")).containsKey(Warning.W40);
        assertThat(Raised.by(pattern + "th_safe_password=''")).doesNotContainKey(Warning.W40);
        assertThat(Raised.by("th_safe_password_pattern='(' th_safe_password='secret-1234'"))
                .containsEntry(Warning.W40, Set.of(IOS))
                .containsEntry(Warning.W41, Platform.both());
    }

    @Test
    void a_password_that_is_not_stored_was_compared_with_one_pattern() {
        Policy policy = Written.policy("th_safe_password_pattern='^[a-z]{8,}$'")
                .with(Parameter.TH_SAFE_PASSWORD, concealed("password", "^[a-z]{8,}$"));

        assertThat(warnings(policy)).doesNotContain(Warning.W40);
        assertThat(warnings(policy.with(Parameter.TH_SAFE_PASSWORD, concealed("12345678", "^[a-z]{8,}$"))))
                .contains(Warning.W40);
        assertThat(warnings(policy.with(Parameter.TH_SAFE_PASSWORD_PATTERN, new Value.Text("^[a-z]{9,}$"))))
                .contains(Warning.W40);
        assertThat(warnings(policy.with(Parameter.TH_SAFE_PASSWORD, concealed("password", null))))
                .contains(Warning.W40);
        assertThat(warnings(policy.without(Parameter.TH_SAFE_PASSWORD_PATTERN))).doesNotContain(Warning.W40);
    }

    private static Value concealed(String text, @Nullable String pattern) {
        return Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, text, pattern, 1);
    }

    private static Set<Warning> warnings(Policy policy) {
        return Raised.by(new Scene(new Layers(Layer.EMPTY, Layer.of(Channel.EXTERNAL, policy), false), null, null))
                .keySet();
    }
}
