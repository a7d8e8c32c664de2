package strongroom.mdm.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CsvSheetTest {

    @Test
    void columns_and_rows_are_read_with_their_places() {
        CsvSheet.Reading reading = read("\uFEFFname,keep\r\nanna,yes\r\n\r\n\"bert, \"\"b\"\"\",no");

        assertThat(reading)
                .isEqualTo(new CsvSheet.Reading.Read(new CsvSheet(
                        List.of("name", "keep"),
                        List.of(
                                new CsvSheet.Row(new Place(2, 1), List.of("anna", "yes")),
                                new CsvSheet.Row(new Place(4, 1), List.of("bert, \"b\"", "no"))))));
    }

    @Test
    void a_file_without_anything_has_no_columns() {
        assertThat(read("")).isEqualTo(new CsvSheet.Reading.Read(new CsvSheet(List.of(), List.of())));
    }

    @Test
    void every_row_with_another_number_of_cells_is_a_flaw() {
        assertThat(read("a,b\n1\n1,2\n1,2,3"))
                .isEqualTo(new CsvSheet.Reading.Flawed(List.of(
                        new Flaw.OtherCellCount(new Place(2, 1), 1, 2),
                        new Flaw.OtherCellCount(new Place(4, 1), 3, 2))));
    }

    @Test
    void what_is_no_csv_is_a_flaw_and_nothing_of_it_is_printed() {
        assertThat(read("a,b\nx\"y,2")).isInstanceOf(CsvSheet.Reading.Flawed.class);
        assertThat(CsvSheet.read(new byte[] {'a', (byte) 0xff})).isInstanceOf(CsvSheet.Reading.Flawed.class);
        assertThat(read("name\nhunter2").toString()).doesNotContain("hunter2");
    }

    private static CsvSheet.Reading read(String file) {
        return CsvSheet.read(file.getBytes(StandardCharsets.UTF_8));
    }
}
