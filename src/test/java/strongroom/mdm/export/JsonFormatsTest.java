package strongroom.mdm.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.mdm.export.DeliveredScope.Delivered;

/** The three formats in JSON: what they have in common, then each. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class JsonFormatsTest {

    private static final Map<Parameter, Value> AS_DELIVERED = Map.of(
            Parameter.TH_SAFE_ENABLE, new Value.Truth(true),
            Parameter.TH_DISABLE_BACKUPS, new Value.Text("true"),
            Parameter.TH_SKIP_WIZARD, new Value.Whole(1),
            Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Whole(12345678),
            Parameter.TH_CSI, new Value.Text(""));

    @Test
    void android_delivers_values_as_they_are_and_skips_what_else_an_app_may_have() {
        ReadOutcome outcome = read(ExportFormat.ANDROID, """
                {"packageName": "ch.threema.app.work", "installType": "FORCE_INSTALLED", "permissionGrants": [{"a": null}],
                 "managedConfiguration": {"th_safe_enable": true, "th_disable_backups": "true", "th_skip_wizard": 1,
                  "th_safe_server_password": 12345678, "th_csi": ""}}
                """);

        assertThat(Examples.values(outcome, null)).isEqualTo(AS_DELIVERED);
    }

    @Test
    void intune_delivers_values_as_they_are_whatever_their_member_is_called() {
        ReadOutcome outcome = read(ExportFormat.INTUNE, """
                {"kind": "androidenterprise#managedConfiguration", "productId": "app:ch.threema.app.work",
                 "managedProperty": [
                  {"key": "th_safe_enable", "valueBool": true}, {"key": "th_disable_backups", "valueBool": "true"},
                  {"key": "th_skip_wizard", "valueInteger": 1}, {"key": "th_safe_server_password", "valueString": 12345678},
                  {"valueString": "", "key": "th_csi"}]}
                """);

        assertThat(Examples.values(outcome, null)).isEqualTo(AS_DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "id", "property"})
    void the_work_api_delivers_values_as_they_are_by_any_of_its_three_names(String name) {
        ReadOutcome outcome = read(ExportFormat.WORK_API, """
                {"parameters": [
                  {"name": "th_safe_enable", "value": true}, {"name": "th_disable_backups", "value": "true"},
                  {"name": "th_skip_wizard", "value": 1}, {"name": "th_safe_server_password", "value": 12345678},
                  {"value": "", "name": "th_csi"}], "paging": {"count": 5, "total": 5, "page": 1, "_links": []}}
                """.replace("\"name\"", "\"" + name + "\""));

        assertThat(Examples.values(outcome, null)).isEqualTo(AS_DELIVERED);
    }

    @Test
    void the_work_api_may_deliver_bodies_line_by_line() {
        ReadOutcome outcome = read(ExportFormat.WORK_API, """
                {"property":"th_safe_enable","value":false}
                {"property":"th_csi","value":"7"}
                """);

        assertThat(Examples.values(outcome, null))
                .isEqualTo(Map.of(
                        Parameter.TH_SAFE_ENABLE, new Value.Truth(false), Parameter.TH_CSI, new Value.Text("7")));
    }

    @Test
    void the_work_api_delivers_credentials_page_by_page() {
        ReadOutcome outcome = read(ExportFormat.WORK_API, """
                {"credentials": [{"id": "b", "parameters": [{"name": "th_csi", "value": "7"}]}, {"id": "a", "parameters": []}]}
                {"credentials": [{"id": "c", "parameters": [{"name": "th_csi", "value": "8"}]}]}
                """);

        assertThat(outcome)
                .isEqualTo(new ReadOutcome.Read(List.of(
                        scope("b", "7", new Place(1, 54)),
                        new DeliveredScope("a", new Place(1, 88), List.of()),
                        scope("c", "8", new Place(2, 54)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "-0"})
    void a_number_that_would_be_printed_otherwise_is_no_value(String number) {
        assertThat(Examples.flaws(read(ExportFormat.ANDROID, android("\"th_csi\": " + number))))
                .hasSize(1);
    }

    @Test
    void a_credential_that_comes_twice_is_a_flaw() {
        String one = "{\"credentials\": [{\"id\": \"a\", \"parameters\": []}]}\n";

        assertThat(flaw(ExportFormat.WORK_API, one + one))
                .isEqualTo(new Flaw.DuplicateCredential(new Place(2, 25), "a"));
    }

    @Test
    void what_only_device_managers_may_deliver_is_a_flaw_for_the_work_api() {
        assertThat(flaw(ExportFormat.WORK_API, "{\"property\": \"th_safe_password\", \"value\": \"hunter22\"}"))
                .isEqualTo(new Flaw.ExternalOnly(new Place(1, 14), Parameter.TH_SAFE_PASSWORD));
        assertThat(Examples.flaws(read(ExportFormat.ANDROID, android("\"th_safe_password\": \"hunter22\""))))
                .isEmpty();
    }

    @Test
    void an_unknown_key_is_a_flaw_in_each() {
        assertThat(flaw(ExportFormat.ANDROID, android("\n\"th_oops\": true")))
                .isEqualTo(new Flaw.UnknownKey(new Place(2, 1), "th_oops"));
        assertThat(flaw(ExportFormat.INTUNE, intune("\n{\"key\": \"th_oops\", \"valueBool\": true}")))
                .isEqualTo(new Flaw.UnknownKey(new Place(2, 9), "th_oops"));
        assertThat(flaw(ExportFormat.WORK_API, "\n{\"property\": \"th_oops\", \"value\": true}"))
                .isEqualTo(new Flaw.UnknownKey(new Place(2, 14), "th_oops"));
    }

    @Test
    void a_key_that_comes_twice_is_a_flaw_in_each() {
        String body = "{\"property\": \"th_csi\", \"value\": \"7\"}\n";

        assertThat(flaw(ExportFormat.ANDROID, android("\"th_csi\": \"a\",\n\"th_csi\": \"a\"")))
                .isEqualTo(new Flaw.DuplicateKey(new Place(2, 1), "th_csi"));
        assertThat(
                        flaw(
                                ExportFormat.INTUNE,
                                intune(
                                        "{\"key\": \"th_csi\", \"valueString\": \"a\"},\n{\"key\": \"th_csi\", \"valueString\": \"a\"}")))
                .isEqualTo(new Flaw.DuplicateKey(new Place(2, 9), "th_csi"));
        assertThat(flaw(ExportFormat.WORK_API, body + body))
                .isEqualTo(new Flaw.DuplicateKey(new Place(2, 14), "th_csi"));
    }

    @Test
    void a_member_that_comes_twice_is_a_flaw_anywhere() {
        assertThat(flaw(ExportFormat.WORK_API, "{\"property\": \"th_csi\", \"value\": \"7\", \"value\": \"8\"}"))
                .isEqualTo(new Flaw.DuplicateKey(new Place(1, 38), "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1]", "{}", "{\"a\": {\"b\": []}}"})
    void a_nested_value_is_a_flaw_in_each(String value) {
        assertThat(flaw(ExportFormat.ANDROID, android("\"th_csi\": " + value)))
                .isEqualTo(new Flaw.NestedValue(new Place(1, 27), "th_csi"));
        assertThat(flaw(ExportFormat.INTUNE, intune("{\"key\": \"th_csi\", \"valueBundle\": " + value + "}")))
                .isInstanceOf(Flaw.NestedValue.class);
        assertThat(flaw(ExportFormat.WORK_API, "{\"property\": \"th_csi\", \"value\": " + value + "}"))
                .isInstanceOf(Flaw.NestedValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1.5", "1e3", "99999999999999999999", "\"half \\ud83d\""})
    void a_value_that_no_app_takes_is_a_flaw_in_each(String value) {
        assertThat(flaw(ExportFormat.ANDROID, android("\"th_csi\": " + value)))
                .isEqualTo(new Flaw.OtherValue(new Place(1, 27), "th_csi"));
        assertThat(flaw(ExportFormat.INTUNE, intune("{\"key\": \"th_csi\", \"valueString\": " + value + "}")))
                .isInstanceOf(Flaw.OtherValue.class);
        assertThat(flaw(ExportFormat.WORK_API, "{\"property\": \"th_csi\", \"value\": " + value + "}"))
                .isInstanceOf(Flaw.OtherValue.class);
    }

    @Test
    void a_property_of_intune_with_two_values_or_none_is_a_flaw() {
        assertThat(flaw(ExportFormat.INTUNE, intune("{\"key\": \"th_csi\"}"))).isInstanceOf(Flaw.OtherValue.class);
        assertThat(flaw(
                        ExportFormat.INTUNE,
                        intune("{\"key\": \"th_csi\", \"valueString\": \"a\", \"valueBool\": true}")))
                .isInstanceOf(Flaw.OtherValue.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ANDROID", "INTUNE", "WORK_API"})
    void other_json_is_a_flaw(ExportFormat format) {
        List<String> others = List.of(
                "1",
                "null",
                "[]",
                "{}",
                "{\"a\": 1}",
                "{\"managedConfiguration\": []}",
                "{\"managedProperty\": {}}",
                "{\"managedProperty\": [1]}",
                "{\"managedProperty\": [{\"valueBool\": true}]}",
                "{\"managedProperty\": [{\"key\": 1, \"valueBool\": true}]}",
                "{\"credentials\": {}}",
                "{\"credentials\": [{}]}",
                "{\"credentials\": [{\"id\": 1, \"parameters\": []}]}",
                "{\"credentials\": [{\"id\": \"\", \"parameters\": []}]}",
                "{\"parameters\": [1]}",
                "{\"parameters\": [{\"name\": \"th_csi\"}]}",
                "{\"property\": 1, \"value\": 1}",
                "{\"MANAGEDCONFIGURATION\": {}}");

        assertThat(others)
                .allSatisfy(other -> assertThat(flaw(format, other))
                        .isInstanceOfSatisfying(
                                Flaw.OtherShape.class,
                                flaw -> assertThat(flaw.wanted()).isEqualTo(format)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ANDROID", "INTUNE"})
    void nothing_and_more_than_one_value_are_flaws_where_one_is_wanted(ExportFormat format) {
        String one = Examples.write(Examples.acme(), format, Secrets.PLAIN, Addressee.EVERYBODY);

        assertThat(flaw(format, "")).isInstanceOf(Flaw.OtherShape.class);
        assertThat(flaw(format, one + one)).isInstanceOf(Flaw.OtherShape.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ANDROID", "INTUNE", "WORK_API"})
    void what_is_no_json_is_a_flaw_with_its_line(ExportFormat format) {
        for (String broken :
                List.of("\n{", "\n{'a': 1}", "\n{\"a\": 1,}", "\n<dict/>", "\n[01]", "\n\"\\x\"", "\n[\"a", "\ntru")) {
            assertThat(flaw(format, broken)).isInstanceOf(Flaw.Malformed.class);
            assertThat(flaw(format, broken).place().row()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANDROID", "INTUNE", "WORK_API"})
    void depth_is_limited(ExportFormat format) {
        assertThat(flaw(format, "[".repeat(33) + "]".repeat(33))).isEqualTo(new Flaw.TooDeep(new Place(1, 33)));
        assertThat(flaw(format, "{\"a\":".repeat(100_000))).isInstanceOf(Flaw.TooDeep.class);
        assertThat(flaw(format, "[".repeat(32) + "]".repeat(32))).isInstanceOf(Flaw.OtherShape.class);
    }

    @Test
    void more_values_than_anybody_needs_are_a_flaw() {
        assertThat(flaw(ExportFormat.WORK_API, "{}".repeat(JsonReader.MOST_VALUES + 1)))
                .isEqualTo(new Flaw.TooMuch(new Place(1, 2 * JsonReader.MOST_VALUES + 1)));
    }

    @Test
    void no_flaw_is_missed_up_to_a_hundred() {
        String parameters = ",{\"name\": \"th_oops\", \"value\": 1}".repeat(500).substring(1);

        assertThat(Examples.flaws(read(ExportFormat.WORK_API, "{\"parameters\": [" + parameters + "]}")))
                .hasSize(100);
    }

    @Test
    void what_is_read_cannot_be_printed() {
        ReadOutcome outcome = read(ExportFormat.ANDROID, android("\"th_safe_password\": \"hunter22\""));

        assertThat(outcome).asString().contains("th_safe_password").doesNotContain("hunter22");
    }

    private static DeliveredScope scope(String credential, String csi, Place place) {
        Place begin = new Place(place.row(), 25);
        return new DeliveredScope(
                credential, begin, List.of(new Delivered(Parameter.TH_CSI, new Value.Text(csi), place)));
    }

    private static String android(String members) {
        return "{\"managedConfiguration\": {" + members + "}}";
    }

    private static String intune(String properties) {
        return "{\"managedProperty\": [" + properties + "]}";
    }

    private static ReadOutcome read(ExportFormat format, String text) {
        return Examples.read(format, text);
    }

    private static Flaw flaw(ExportFormat format, String text) {
        ReadOutcome outcome = read(format, text);
        assertThat(Examples.flaws(outcome))
                .as(text.substring(0, Math.min(80, text.length())))
                .hasSize(1);
        return Examples.flaws(outcome).getFirst();
    }
}
