package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.mdm.Platform.ANDROID;
import static strongroom.mdm.Platform.IOS;
import static strongroom.mdm.Scene.OURS;

import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The borders of mdm-policy 5.3. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RollOutWarningsTest {

    private static final String URL = "th_safe_server_url='" + OURS + "' ";
    private static final String PASSWORD = "th_safe_password='x'*8 ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .                       | th_safe_enable=false    | ANDROID IOS
            .                       | th_disable_backups=true | ANDROID IOS
            th_safe_enable=true     | th_safe_enable=false    | ANDROID IOS
            th_safe_enable=true     | th_safe_enable='true'   | ANDROID
            th_safe_enable=false    | th_disable_backups=true | .
            th_disable_backups=true | th_csi='7'              | .
            th_safe_enable=true     | .                       | .
            """)
    void backups_that_were_possible_are_forbidden(String before, String after, String platforms) {
        Set<Platform> found = Raised.by(Scene.of(after).after(before)).getOrDefault(Warning.W51, Set.of());

        assertThat(
                        found.isEmpty()
                                ? "."
                                : String.join(
                                        " ", found.stream().map(Enum::name).toList()))
                .isEqualTo(platforms);
    }

    @Test
    void what_the_cockpit_changes_without_override_concerns_no_iphone_that_is_set_up() {
        Scene scene = Scene.of("th_csi='7'").after("th_csi='7'").inCockpit("th_safe_enable=false");

        assertThat(Raised.by(scene)).containsEntry(Warning.W51, Set.of(ANDROID));
        assertThat(Raised.by(scene.overriding())).containsEntry(Warning.W51, Platform.both());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            th_safe_server_url='https://a/'                               | th_safe_server_url='https://b/'                                                         | true
            .                                                             | th_safe_server_url='https://b/'                                                         | true
            th_safe_server_url='https://b/'                               | th_safe_server_url='https://b/' th_safe_server_username='u' th_safe_server_password='p' | true
            th_safe_server_url='https://b/' th_safe_server_password='o'   | th_safe_server_url='https://b/' th_safe_server_password='p'                             | true
            th_safe_server_url='https://b/'                               | th_safe_server_url='https://b/' th_safe_server_username=''                              | false
            th_safe_server_url='https://a/' th_safe_password='x'*8        | th_safe_server_url='https://b/' th_safe_password='x'*8                                  | false
            th_safe_server_url='https://a/'                               | th_safe_server_url='https://b/' th_safe_enable=false                                    | false
            th_safe_server_url='https://a/'                               | .                                                                                       | false
            th_safe_server_url='https://a/' th_safe_enable=false          | th_safe_server_url='https://b/'                                                         | false
            th_safe_server_url='https://a/' th_disable_backups=true       | th_safe_server_url='https://b/' th_safe_enable=true                                     | false
            th_safe_server_username='u'                                   | th_safe_server_username='v'                                                             | false
            """)
    void a_new_server_costs_iphones_the_key_of_a_users_own_password(String before, String after, boolean isRaised) {
        assertThat(Raised.by(Scene.of(after).after(before)).containsKey(Warning.W52))
                .isEqualTo(isRaised);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a/x/, https://a/x, true",
        "https://a/x, https://a/x/, true",
        "https://a/x/, https://A/x/, true",
        "https://a/x/, https://a/X/, true",
        "https://a/x/, https://a/x/, false",
        "https://a/x/, https://a/y/, false",
        "https://a/x/, https://b/x/, false",
    })
    void the_same_server_in_another_spelling_is_a_new_one_to_iphones(String before, String after, boolean isRaised) {
        Scene scene = Scene.of("th_safe_server_url='" + after + "'").after("th_safe_server_url='" + before + "'");

        assertThat(Raised.by(scene).getOrDefault(Warning.W53, Set.of())).isEqualTo(isRaised ? Set.of(IOS) : Set.of());
    }

    @Test
    void an_empty_url_is_a_url_that_was_removed() {
        assertThat(Raised.by(Scene.of("th_safe_server_url=''").after(URL))).containsKey(Warning.W54);
        assertThat(Raised.by(Scene.of(".").after(URL))).containsKey(Warning.W54);
        assertThat(Raised.by(Scene.of(URL).after("."))).doesNotContainKey(Warning.W54);
    }

    @Test
    void users_who_may_decide_may_choose_a_server() {
        assertThat(Raised.by(".")).containsEntry(Warning.W55, Platform.both());
        assertThat(Raised.by("th_safe_server_url=''")).containsKey(Warning.W55).doesNotContainKey(Warning.W56);
        assertThat(Raised.by("th_safe_enable=true")).doesNotContainKeys(Warning.W55, Warning.W56);
        assertThat(Raised.by("th_safe_enable=false")).doesNotContainKeys(Warning.W55, Warning.W56);
    }

    @Test
    void only_the_first_parameter_resets_servers_that_were_set_by_hand() {
        assertThat(Raised.by(Scene.of("th_csi='7'").after("."))).containsEntry(Warning.W57, Set.of(ANDROID));
        assertThat(Raised.by(Scene.of("th_csi='8'").after("th_csi='7'"))).doesNotContainKey(Warning.W57);
        assertThat(Raised.by(Scene.of(".").after("."))).doesNotContainKey(Warning.W57);
        assertThat(Raised.by(Scene.of("th_csi='7' " + URL).after("."))).doesNotContainKey(Warning.W57);
    }

    @Test
    void a_value_for_everybody_that_an_account_replaces_is_not_shared() {
        Scene scene = Scene.of("th_safe_restore_id='ABCD1234' " + PASSWORD)
                .forAll("th_safe_restore_id='EFGH5678' th_safe_password='y'*8");

        assertThat(Raised.by(scene)).doesNotContainKeys(Warning.W58, Warning.W59);
    }

    @Test
    void an_empty_value_for_everybody_is_none() {
        assertThat(Raised.by(Scene.of(".").forAll("th_safe_restore_id='' th_safe_password=''")))
                .doesNotContainKeys(Warning.W58, Warning.W59);
    }

    @Test
    void a_managed_password_that_is_set_for_the_first_time_is_not_rotated() {
        assertThat(Raised.by(Scene.of(PASSWORD).after("."))).doesNotContainKey(Warning.W63);
        assertThat(Raised.by(Scene.of(PASSWORD).after("th_safe_password=''"))).doesNotContainKey(Warning.W63);
        assertThat(Raised.by(Scene.of(".").after(PASSWORD))).doesNotContainKey(Warning.W63);
        assertThat(Raised.by(Scene.of(PASSWORD + "th_csi='7'").after(PASSWORD))).doesNotContainKey(Warning.W63);
    }

    @Test
    void a_password_that_is_not_stored_counts_as_rotated_when_it_is_set_again() {
        Layers before = concealed(1);

        assertThat(Raised.by(new Scene(concealed(2), before, null))).containsKey(Warning.W63);
        assertThat(Raised.by(new Scene(concealed(1), before, null))).doesNotContainKey(Warning.W63);
    }

    @Test
    void a_fleet_without_iphones_is_not_warned_for_them() {
        Scene scene = Scene.of(URL + "th_safe_server_username='u' th_safe_server_password='p'")
                .wantsLoginForRestore();

        assertThat(Raised.by(scene)).containsKeys(Warning.W64, Warning.W65);
        assertThat(Raised.by(scene.seenOnly(ANDROID))).doesNotContainKeys(Warning.W64, Warning.W65);
        assertThat(Raised.by(scene.seenOnly(IOS))).containsKeys(Warning.W64, Warning.W65);
    }

    @Test
    void a_change_concerns_only_the_platforms_that_were_seen() {
        Scene forbidden = Scene.of("th_safe_enable=false").after(URL);
        Scene removed = Scene.of("th_csi='7'").after(URL);
        Scene moved =
                Scene.of("th_safe_server_url='https://safe.example.org/acme'").after(URL);
        Scene first = Scene.of("th_csi='7'").after(".");
        Scene rotated = Scene.of(PASSWORD).after("th_safe_password='y'*8");

        for (Platform seen : Platform.values()) {
            assertThat(Raised.by(forbidden.seenOnly(seen))).containsEntry(Warning.W51, Set.of(seen));
            assertThat(Raised.by(removed.seenOnly(seen))).containsEntry(Warning.W54, Set.of(seen));
            assertThat(Raised.by(rotated.seenOnly(seen))).containsEntry(Warning.W63, Set.of(seen));
        }
        assertThat(Raised.by(moved.seenOnly(ANDROID))).doesNotContainKeys(Warning.W52, Warning.W53);
        assertThat(Raised.by(moved.seenOnly(IOS))).containsKeys(Warning.W52, Warning.W53);
        assertThat(Raised.by(first.seenOnly(ANDROID))).containsKey(Warning.W57);
        assertThat(Raised.by(first.seenOnly(IOS))).doesNotContainKey(Warning.W57);
    }

    @ParameterizedTest
    @CsvSource({"179, true", "180, true", "181, false"})
    void a_backup_must_outlive_what_is_announced(int keptDays, boolean isRaised) {
        assertThat(Raised.by(Scene.of(URL).keeps(180, keptDays)).containsKey(Warning.W66))
                .isEqualTo(isRaised);
    }

    private static Layers concealed(long change) {
        Policy policy = Policy.EMPTY.with(
                Parameter.TH_SAFE_PASSWORD, Value.Concealed.of(Parameter.TH_SAFE_PASSWORD, "password", null, change));
        return new Layers(Layer.EMPTY, Layer.of(Channel.EXTERNAL, policy), false);
    }
}
