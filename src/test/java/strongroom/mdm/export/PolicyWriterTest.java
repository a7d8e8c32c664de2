package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.export.WriteOutcome.Unwritable;
import strongroom.mdm.export.WriteOutcome.Written;

/** The files beside this test are what each format is, byte for byte. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PolicyWriterTest {

    @ParameterizedTest
    @CsvSource({
        "PLIST, acme.plist",
        "DICT, acme.dict.xml",
        "TABLE, acme.csv",
        "ANDROID, acme.android.json",
        "INTUNE, acme.intune.json",
        "WORK_API, acme.work-api.jsonl"
    })
    void the_example_of_the_specification_is_written_with_a_placeholder(ExportFormat format, String file) {
        String written = Examples.write(Examples.acme(), format, Secrets.PLACEHOLDERS, Addressee.EVERYBODY);

        assertThat(written).isEqualTo(golden(file));
    }

    @ParameterizedTest
    @CsvSource({
        "PLIST, everything.plist",
        "DICT, everything.dict.xml",
        "TABLE, everything.csv",
        "ANDROID, everything.android.json",
        "INTUNE, everything.intune.json",
        "WORK_API, everything.work-api.jsonl"
    })
    void every_parameter_is_written_with_its_secrets(ExportFormat format, String file) {
        String written = Examples.write(Examples.everything(), format, Secrets.PLAIN, Addressee.EVERYBODY);

        assertThat(written).isEqualTo(golden(file));
    }

    @ParameterizedTest
    @CsvSource({
        "PLIST, everything.plist",
        "DICT, everything.dict.xml",
        "TABLE, everything.csv",
        "ANDROID, everything.android.json",
        "INTUNE, everything.intune.json",
        "WORK_API, everything.work-api.jsonl"
    })
    void in_those_files_every_value_has_the_type_of_its_parameter(ExportFormat format, String file) {
        Map<Parameter, Value> values = Examples.values(Examples.read(format, golden(file)), null);

        assertThat(values)
                .hasSizeGreaterThan(15)
                .allSatisfy((parameter, value) -> assertThat(value)
                        .isInstanceOf(
                                switch (parameter.kind()) {
                                    case BOOLEAN -> Value.Truth.class;
                                    case STRING -> Value.Text.class;
                                }));
    }

    @Test
    void one_credential_gets_one_request_for_all() {
        Addressee one = new Addressee(Addressee.WORK_APP, "c0ffee \"42\"");

        assertThat(Examples.write(Examples.acme(), ExportFormat.WORK_API, Secrets.PLACEHOLDERS, one))
                .isEqualTo(golden("acme.work-api.bulk.json"));
        assertThat(Examples.write(Examples.everything(), ExportFormat.WORK_API, Secrets.PLAIN, one))
                .isEqualTo(golden("everything.work-api.bulk.json"));
    }

    @Test
    void another_app_is_named_in_the_formats_for_android() {
        Addressee onPrem = new Addressee("ch.threema.app.onprem", null);

        assertThat(Examples.write(Policy.EMPTY, ExportFormat.ANDROID, Secrets.PLAIN, onPrem))
                .contains("\"packageName\": \"ch.threema.app.onprem\"");
        assertThat(Examples.write(Policy.EMPTY, ExportFormat.INTUNE, Secrets.PLAIN, onPrem))
                .contains("\"productId\": \"app:ch.threema.app.onprem\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "threema", "ch..threema", "ch.threema.", "ch.3ma", "ch.threema\"", "ch.threema app"})
    void what_android_does_not_take_for_the_name_of_an_app_is_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Addressee(name, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half \uD83D"})
    void a_credential_that_is_none_is_refused(String credential) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Addressee(Addressee.WORK_APP, credential));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COCKPIT_CSV")
    void a_file_ends_with_one_line_feed_and_has_none_but_line_feeds(ExportFormat format) {
        String written = Examples.write(Examples.acme(), format, Secrets.PLAIN, Addressee.EVERYBODY);

        assertThat(written).endsWith("\n").doesNotEndWith("\n\n").doesNotContain("\r");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COCKPIT_CSV")
    void without_secrets_no_secret_is_anywhere_in_the_file(ExportFormat format) {
        String written = Examples.write(Examples.acme(), format, Secrets.PLACEHOLDERS, Addressee.EVERYBODY);

        assertThat(written).doesNotContain(Examples.SECRET).contains(ExportSheet.PLACEHOLDER);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COCKPIT_CSV")
    void what_looks_like_a_formula_stays_as_it_is(ExportFormat format) {
        for (String formula : new String[] {"=1+1", "+1", "-1", "@A1"}) {
            Policy policy = Policy.EMPTY.with(Parameter.TH_CSI, new Value.Text(formula));

            assertThat(Examples.write(policy, format, Secrets.PLAIN, Addressee.EVERYBODY))
                    .containsPattern("[\">]" + Pattern.quote(formula) + "[\"<]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 0x0B, 0x0C, 0x1B, 0x1F, 0xFFFE, 0xFFFF})
    void what_xml_cannot_carry_is_refused_there_and_carried_elsewhere(int character) {
        Policy policy = Policy.EMPTY.with(Parameter.TH_CSI, new Value.Text("a" + Character.toString(character)));

        for (ExportFormat format : ExportFormat.values()) {
            if (format == ExportFormat.PLIST || format == ExportFormat.DICT) {
                assertThat(write(policy, format)).isEqualTo(new Unwritable(Parameter.TH_CSI, character));
            } else if (format != ExportFormat.COCKPIT_CSV) {
                assertThat(write(policy, format)).isInstanceOf(Written.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void half_a_character_is_refused_everywhere(ExportFormat format) {
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_CSI, new Value.Text("good"))
                .with(Parameter.TH_LASTNAME, new Value.Text("half \uDC00"));

        assertThat(write(policy, format)).isEqualTo(new Unwritable(Parameter.TH_LASTNAME, 0xDC00));
    }

    @Test
    void a_file_of_the_cockpit_is_never_made() {
        assertThatIllegalArgumentException().isThrownBy(() -> write(Examples.acme(), ExportFormat.COCKPIT_CSV));
    }

    @Test
    void what_is_written_cannot_be_printed() {
        assertThat(write(Examples.acme(), ExportFormat.PLIST)).asString().doesNotContain(Examples.SECRET);
    }

    private static WriteOutcome write(Policy policy, ExportFormat format) {
        return PolicyWriter.write(ExportSheet.of(policy, format, Secrets.PLAIN), Addressee.EVERYBODY);
    }

    private static String golden(String file) {
        return new String(Examples.resource(file), UTF_8);
    }
}
