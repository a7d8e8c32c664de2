package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.mdm.export.CsvFile.Reading;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CsvFileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,tags\nanna,\"a,b\"\n",
                "\uFEFFname,tags\r\nanna,\"a,b\"\r\n",
                "name;tags\nanna;a,b",
                "\nname;tags\n\nanna;\"a,b\"\n;\n\n"
            })
    void what_differs_from_one_program_to_the_next_does_not_matter(String text) {
        assertThat(cells(text)).containsExactly(List.of("name", "tags"), List.of("anna", "a,b"));
    }

    @Test
    void rows_are_counted_as_a_spreadsheet_does() {
        assertThat(CsvFile.read("name\n\n\nanna\n".getBytes(UTF_8)))
                .isEqualTo(new Reading.Rows(
                        List.of(new CsvFile.Row(1, List.of("name")), new CsvFile.Row(4, List.of("anna")))));
    }

    @Test
    void a_file_in_another_encoding_and_a_broken_one_are_told_apart() {
        assertThat(CsvFile.read("name\nMüller\n".getBytes(ISO_8859_1)))
                .isEqualTo(new Reading.Broken(new Flaw.NotUtf8(new Place(2, 2))));
        assertThat(CsvFile.read("name\n\"a\n".getBytes(UTF_8)))
                .isEqualTo(new Reading.Broken(new Flaw.Malformed(new Place(2, 1), Flaw.Syntax.CSV)));
    }

    @Test
    void whatever_was_written_is_read_back() {
        SplittableRandom random = new SplittableRandom(11);
        String signs = "ab,;\"\r\n '=ü\u00a0";
        for (int round = 0; round < 3000; round++) {
            List<List<String>> table = new ArrayList<>();
            table.add(List.of("name", "tags", "csi"));
            StringBuilder file = new StringBuilder();
            for (int row = 0; row < random.nextInt(5); row++) {
                table.add(List.of("x" + text(random, signs), text(random, signs), text(random, signs)));
            }
            table.forEach(row -> file.append(CsvFile.line(row)).append("\r\n"));

            assertThat(cells(file.toString())).isEqualTo(table);
        }
    }

    @Test
    void no_bytes_make_it_throw() {
        SplittableRandom random = new SplittableRandom(12);
        byte[] signs = "ab,;\"\r\n\u00fc\ufeff".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(10) == 0 ? (byte) random.nextInt() : signs[random.nextInt(signs.length)];
            }

            switch (CsvFile.read(bytes)) {
                case Reading.Rows(List<CsvFile.Row> rows) ->
                    assertThat(rows).allSatisfy(row -> assertThat(row.cells()).isNotEmpty());
                case Reading.Broken(Flaw flaw) -> assertThat(flaw.place().row()).isPositive();
            }
        }
    }

    @Test
    void a_table_cannot_be_printed() {
        assertThat(CsvFile.read("name\nanna\n".getBytes(UTF_8))).asString().doesNotContain("anna");
    }

    private static String text(SplittableRandom random, String signs) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < random.nextInt(6); at++) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }

    private static List<List<String>> cells(String text) {
        return switch (CsvFile.read(text.getBytes(UTF_8))) {
            case Reading.Rows(List<CsvFile.Row> rows) ->
                rows.stream().map(CsvFile.Row::cells).toList();
            case Reading.Broken(Flaw flaw) -> throw new AssertionError(flaw);
        };
    }
}
