package strongroom.mdm.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TableReaderTest {

    @Test
    void a_value_is_of_the_type_that_its_row_says() {
        ReadOutcome outcome = read("""
                key,type,value
                th_safe_enable,boolean,true
                th_disable_backups,string,true

                th_skip_wizard,integer,1
                th_safe_restore_enable,boolean,TRUE
                "th_csi","string","a ""b"", c
                d"
                th_safe_password,string,
                """);

        assertThat(Examples.values(outcome, null))
                .containsOnly(
                        Map.entry(Parameter.TH_SAFE_ENABLE, new Value.Truth(true)),
                        Map.entry(Parameter.TH_DISABLE_BACKUPS, new Value.Text("true")),
                        Map.entry(Parameter.TH_SKIP_WIZARD, new Value.Whole(1)),
                        Map.entry(Parameter.TH_SAFE_RESTORE_ENABLE, new Value.Text("TRUE")),
                        Map.entry(Parameter.TH_CSI, new Value.Text("a \"b\", c\nd")),
                        Map.entry(Parameter.TH_SAFE_PASSWORD, new Value.Text("")));
    }

    @Test
    void a_value_has_the_row_of_its_key_and_empty_lines_count() {
        ReadOutcome outcome = read("key,type,value\r\n\r\nth_csi,string,7\r\n");

        assertThat(Examples.scopes(outcome).getFirst().values().getFirst().place())
                .isEqualTo(new Place(3, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "key,value\n", "Key,Type,Value\n", "key;type;value\n", "th_csi,string,7\n"})
    void another_header_is_a_flaw(String text) {
        assertThat(flaw(text)).isEqualTo(new Flaw.OtherShape(new Place(1, 1), ExportFormat.TABLE));
    }

    @Test
    void another_number_of_cells_is_a_flaw() {
        assertThat(flaw("key,type,value\nth_csi,string\n")).isEqualTo(new Flaw.OtherCellCount(new Place(2, 1), 2, 3));
        assertThat(flaw("key,type,value\nth_csi,string,a,b\n"))
                .isEqualTo(new Flaw.OtherCellCount(new Place(2, 1), 4, 3));
    }

    @Test
    void another_type_is_a_flaw() {
        assertThat(flaw("key,type,value\nth_csi,text,7\n")).isEqualTo(new Flaw.UnknownType(new Place(2, 2)));
    }

    @Test
    void a_number_that_is_none_is_a_flaw() {
        assertThat(flaw("key,type,value\nth_csi,integer,7.5\n"))
                .isEqualTo(new Flaw.OtherValue(new Place(2, 3), "th_csi"));
    }

    @Test
    void a_key_that_is_unknown_or_comes_twice_is_a_flaw() {
        assertThat(flaw("key,type,value\nTH_CSI,string,7\n")).isEqualTo(new Flaw.UnknownKey(new Place(2, 1), "TH_CSI"));
        assertThat(flaw("key,type,value\nth_csi,string,7\nth_csi,string,7\n"))
                .isEqualTo(new Flaw.DuplicateKey(new Place(3, 1), "th_csi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key,type,value\nth_csi,string,\"open",
                "key,type,value\nth_csi,string,\"closed\" late\n",
                "key,type,value\nth_csi,string,mid\"dle\n",
                "key,type,value\nth_csi,string,\"a\"\"\n"
            })
    void quotes_in_the_wrong_place_are_a_flaw(String text) {
        assertThat(flaw(text)).isEqualTo(new Flaw.Malformed(new Place(2, 3), Flaw.Syntax.CSV));
    }

    @Test
    void more_cells_than_anybody_needs_are_a_flaw() {
        assertThat(flaw("\n".repeat(CsvTokenizer.MOST_CELLS + 1)))
                .isEqualTo(new Flaw.TooMuch(new Place(CsvTokenizer.MOST_CELLS + 1, 1)));
    }

    private static ReadOutcome read(String text) {
        return Examples.read(ExportFormat.TABLE, text);
    }

    private static Flaw flaw(String text) {
        ReadOutcome outcome = read(text);
        assertThat(Examples.flaws(outcome)).hasSize(1);
        return Examples.flaws(outcome).getFirst();
    }
}
