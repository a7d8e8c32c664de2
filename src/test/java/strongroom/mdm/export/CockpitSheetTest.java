package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.mdm.export.CockpitSheet.ChangeOutcome;
import strongroom.mdm.export.DeliveredScope.Delivered;
import strongroom.mdm.export.WriteOutcome.Unwritable;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CockpitSheetTest {

    private static final String FILE = """
            license,th_firstname,th_contact_sync,th_safe_enable,th_safe_server_url
            ,,"no, thanks",true,https://safe.example.org/acme/
            acme-0042,Alice,,,
            "acme-0043","Bob ""B."" Brown",,false,
            """;

    @Test
    void what_is_not_changed_comes_out_byte_for_byte() {
        List<String> files = List.of(
                FILE,
                FILE.replace("\n", "\r\n"),
                FILE.replace("\n", "\r"),
                FILE.stripTrailing(),
                "\uFEFF" + FILE,
                FILE + "\n\r\n\n",
                FILE.replace("acme-0042", "\n\nacme-0042"),
                FILE + ",,,,\n,,,,",
                FILE.replace("Alice", "\" Alice\r\nvon \"\"Y\"\" \""),
                FILE.replace("Alice", "=1+1"),
                FILE.replace("Alice", " \u00C4\uD83D\uDD11\t "),
                FILE.replace("license", "\"license\""),
                "license",
                "license\n",
                "\"license\",\n\"\",",
                "license,th_csi,,\n,,,\n",
                "license,th_csi\r\n,7\na,8\rb,9");

        assertThat(files).allSatisfy(file -> assertThat(text(sheet(file))).isEqualTo(file));
    }

    @Test
    void everybody_comes_first_and_empty_cells_are_unset() {
        assertThat(sheet(FILE).scopes())
                .containsExactly(
                        new DeliveredScope(
                                null,
                                new Place(2, 1),
                                List.of(
                                        new Delivered(Parameter.TH_SAFE_ENABLE, new Value.Truth(true), new Place(2, 4)),
                                        new Delivered(
                                                Parameter.TH_SAFE_SERVER_URL,
                                                new Value.Text("https://safe.example.org/acme/"),
                                                new Place(2, 5)))),
                        new DeliveredScope(
                                "acme-0042",
                                new Place(3, 1),
                                List.of(new Delivered(
                                        Parameter.TH_FIRSTNAME, new Value.Text("Alice"), new Place(3, 2)))),
                        new DeliveredScope(
                                "acme-0043",
                                new Place(4, 1),
                                List.of(
                                        new Delivered(
                                                Parameter.TH_FIRSTNAME,
                                                new Value.Text("Bob \"B.\" Brown"),
                                                new Place(4, 2)),
                                        new Delivered(
                                                Parameter.TH_SAFE_ENABLE, new Value.Truth(false), new Place(4, 4)))));
        assertThat(sheet(FILE).credentials()).containsExactly("acme-0042", "acme-0043");
        assertThat(sheet(FILE).hasEverybody()).isTrue();
        assertThat(sheet("license,th_csi\na,7\n").hasEverybody()).isFalse();
    }

    @Test
    void it_is_read_as_a_policy_too() {
        assertThat(Examples.read(ExportFormat.COCKPIT_CSV, FILE))
                .isEqualTo(new ReadOutcome.Read(sheet(FILE).scopes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "True", "1", "yes", " true"})
    void another_word_for_a_truth_value_stays_text(String word) {
        Map<Parameter, Value> values =
                Examples.values(Examples.read(ExportFormat.COCKPIT_CSV, "license,th_safe_enable\n," + word), null);

        assertThat(values).containsOnly(Map.entry(Parameter.TH_SAFE_ENABLE, new Value.Text(word)));
    }

    @Test
    void a_truth_value_in_a_column_of_texts_is_text() {
        Map<Parameter, Value> values =
                Examples.values(Examples.read(ExportFormat.COCKPIT_CSV, "license,th_csi\n,true"), null);

        assertThat(values).containsOnly(Map.entry(Parameter.TH_CSI, new Value.Text("true")));
    }

    @Test
    void a_change_touches_one_cell() {
        CockpitSheet changed = changed(sheet(FILE), "acme-0042", Parameter.TH_SAFE_ENABLE, new Value.Truth(true));

        assertThat(text(changed)).isEqualTo(FILE.replace("acme-0042,Alice,,,", "acme-0042,Alice,,true,"));
    }

    @Test
    void everybody_is_changed_in_the_row_without_a_license() {
        CockpitSheet changed = changed(sheet(FILE), null, Parameter.TH_SAFE_ENABLE, new Value.Truth(false));

        assertThat(text(changed)).isEqualTo(FILE.replace("\",true,", "\",false,"));
    }

    @Test
    void nothing_at_all_empties_a_cell() {
        CockpitSheet changed = changed(sheet(FILE), null, Parameter.TH_SAFE_SERVER_URL, null);

        assertThat(text(changed)).isEqualTo(FILE.replace("https://safe.example.org/acme/", ""));
    }

    @Test
    void a_new_text_is_quoted_if_it_has_to_be_or_if_the_old_one_was() {
        CockpitSheet comma = changed(sheet(FILE), "acme-0042", Parameter.TH_FIRSTNAME, new Value.Text("a, \"b\"\r\nc"));
        CockpitSheet quoted = changed(sheet(FILE), "acme-0043", Parameter.TH_FIRSTNAME, new Value.Text("Bob"));
        CockpitSheet formula = changed(sheet(FILE), "acme-0042", Parameter.TH_FIRSTNAME, new Value.Text("=1+1"));
        CockpitSheet blank = changed(sheet(FILE), "acme-0042", Parameter.TH_FIRSTNAME, new Value.Text(" a"));

        assertThat(text(comma)).isEqualTo(FILE.replace("Alice", "\"a, \"\"b\"\"\r\nc\""));
        assertThat(text(quoted)).isEqualTo(FILE.replace("\"Bob \"\"B.\"\" Brown\"", "\"Bob\""));
        assertThat(text(formula)).isEqualTo(FILE.replace("Alice", "=1+1"));
        assertThat(text(blank)).isEqualTo(FILE.replace("Alice", "\" a\""));
    }

    @Test
    void what_is_set_already_keeps_its_spelling() {
        CockpitSheet sheet = sheet("license,th_safe_enable\n,\"true\"\n");

        assertThat(changed(sheet, null, Parameter.TH_SAFE_ENABLE, new Value.Truth(true)))
                .isSameAs(sheet);
        assertThat(changed(sheet, null, Parameter.TH_CSI, null)).isSameAs(sheet);
    }

    @Test
    void a_missing_column_is_added_behind_the_others_in_every_row() {
        CockpitSheet changed =
                changed(sheet("license,x\r\n,1\r\n\r\na,2"), "a", Parameter.TH_SAFE_ENABLE, new Value.Truth(true));

        assertThat(text(changed)).isEqualTo("license,x,th_safe_enable\r\n,1,\r\n\r\na,2,true");
    }

    @Test
    void a_file_that_quotes_everything_gets_a_quoted_column() {
        CockpitSheet changed =
                changed(sheet("\"license\"\n\"\"\n\"a\"\n"), "a", Parameter.TH_SAFE_ENABLE, new Value.Truth(true));

        assertThat(text(changed)).isEqualTo("\"license\",\"th_safe_enable\"\n\"\",\"\"\n\"a\",\"true\"\n");
    }

    @Test
    void nobody_is_added() {
        CockpitSheet sheet = sheet("license,th_csi\na,7\n");

        assertThat(sheet.with("b", Parameter.TH_CSI, new Value.Text("8")))
                .isEqualTo(new CockpitSheet.NoSuchCredential("b"));
        assertThat(sheet.with("", Parameter.TH_CSI, new Value.Text("8")))
                .isEqualTo(new CockpitSheet.NoSuchCredential(""));
        assertThat(sheet.with(null, Parameter.TH_CSI, new Value.Text("8")))
                .isEqualTo(new CockpitSheet.NoSuchCredential(null));
    }

    @Test
    void half_a_character_is_refused() {
        assertThat(sheet(FILE).with(null, Parameter.TH_CSI, new Value.Text("\uD83D")))
                .isEqualTo(new Unwritable(Parameter.TH_CSI, 0xD83D));
    }

    @Test
    void what_the_caller_should_have_checked_is_refused() {
        refuses(Parameter.TH_SAFE_PASSWORD, new Value.Text("hunter22"));
        refuses(Parameter.TH_SAFE_ENABLE, new Value.Text("true"));
        refuses(Parameter.TH_SAFE_ENABLE, new Value.Whole(1));
        refuses(Parameter.TH_CSI, new Value.Truth(true));
        refuses(Parameter.TH_CSI, Examples.concealed());
    }

    private static void refuses(Parameter parameter, Value value) {
        assertThatIllegalArgumentException().isThrownBy(() -> sheet(FILE).with(null, parameter, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "th_csi\n", "License,th_csi\n", "th_csi,license\n", "license;th_csi\n", " license\n"})
    void a_file_whose_first_column_is_not_the_license_is_a_flaw(String file) {
        assertThat(flaws(file)).containsExactly(new Flaw.NoLicenseColumn(new Place(1, 1)));
    }

    @Test
    void a_column_that_comes_twice_is_a_flaw_known_or_not() {
        assertThat(flaws("license,th_csi,x,th_csi,x,license\n"))
                .containsExactly(
                        new Flaw.DuplicateColumn(new Place(1, 4), "th_csi"),
                        new Flaw.DuplicateColumn(new Place(1, 5), "x"),
                        new Flaw.DuplicateColumn(new Place(1, 6), "license"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"th_safe_enabel", "th_safe", "TH_SAFE_X", "Th_Csi", "th_csi ", "th_Disable_Backups"})
    void a_column_that_looks_like_one_of_ours_is_a_flaw(String column) {
        assertThat(flaws("license,x," + column)).containsExactly(new Flaw.UnknownKey(new Place(1, 3), column));
        assertThat(PolicyReader.read(
                        ExportFormat.COCKPIT_CSV,
                        ("license,x," + column).getBytes(UTF_8),
                        PolicyReader.Unknown.IGNORED))
                .isEqualTo(new ReadOutcome.Read(List.of()));
    }

    @Test
    void a_column_for_device_managers_alone_is_a_flaw() {
        assertThat(flaws("license,th_safe_password,th_license_username\n"))
                .containsExactly(
                        new Flaw.ExternalOnly(new Place(1, 2), Parameter.TH_SAFE_PASSWORD),
                        new Flaw.ExternalOnly(new Place(1, 3), Parameter.TH_LICENSE_USERNAME));
    }

    @Test
    void a_row_with_another_number_of_cells_is_a_flaw() {
        assertThat(flaws("license,th_csi\n,7,8\n\na\n"))
                .containsExactly(
                        new Flaw.OtherCellCount(new Place(2, 1), 3, 2), new Flaw.OtherCellCount(new Place(4, 1), 1, 2));
    }

    @Test
    void somebody_who_comes_twice_is_a_flaw() {
        assertThat(flaws("license,th_csi\n,7\na,8\n\"a\",9\n,8\n"))
                .containsExactly(
                        new Flaw.DuplicateCredential(new Place(4, 1), "a"),
                        new Flaw.DuplicateCredential(new Place(5, 1), null));
    }

    @Test
    void a_broken_file_is_a_flaw_with_its_row() {
        assertThat(flaws("license,th_csi\n,\"7\n"))
                .containsExactly(new Flaw.Malformed(new Place(2, 2), Flaw.Syntax.CSV));
    }

    @Test
    void it_prints_nothing_of_what_is_in_it() throws FlawException {
        assertThat(sheet(FILE)).asString().doesNotContain("Alice");
        assertThat(CsvTokenizer.rows(FILE)).asString().doesNotContain("Alice");
    }

    private static CockpitSheet sheet(String file) {
        return switch (CockpitSheet.read(file.getBytes(UTF_8), PolicyReader.Unknown.REFUSED)) {
            case CockpitSheet.Opened(CockpitSheet sheet) -> sheet;
            case ReadOutcome.Flawed flawed -> throw new AssertionError(flawed.toString());
        };
    }

    private static List<Flaw> flaws(String file) {
        return switch (CockpitSheet.read(file.getBytes(UTF_8), PolicyReader.Unknown.REFUSED)) {
            case CockpitSheet.Opened opened -> List.of();
            case ReadOutcome.Flawed(List<Flaw> flaws) -> flaws;
        };
    }

    private static CockpitSheet changed(
            CockpitSheet sheet, @Nullable String credential, Parameter parameter, @Nullable Value value) {
        ChangeOutcome outcome = sheet.with(credential, parameter, value);
        assertThat(outcome).isInstanceOf(CockpitSheet.Changed.class);
        return outcome instanceof CockpitSheet.Changed(CockpitSheet changed) ? changed : sheet;
    }

    private static String text(CockpitSheet sheet) {
        return new String(sheet.bytes(), UTF_8);
    }
}
