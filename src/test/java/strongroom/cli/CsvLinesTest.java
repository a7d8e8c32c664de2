package strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CsvLinesTest {

    @Test
    void cells_are_quoted_where_they_must_be_and_lines_end_as_the_rfc_says() {
        String lines = CsvLines.of(
                List.of("name", "note"),
                List.of(List.of("anna", ""), List.of("a,b", "say \"no\""), List.of("x\ny", " z")));

        assertThat(lines).isEqualTo("name,note\r\nanna,\r\n\"a,b\",\"say \"\"no\"\"\"\r\n\"x\ny\",\" z\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "=HYPERLINK(\"x\")"})
    void what_a_spreadsheet_would_carry_out_is_text(String name) {
        String cell = CsvLines.of(List.of("h"), List.of(List.of(name)))
                .lines()
                .toList()
                .get(1);

        assertThat(cell).matches("\"?'.*");
    }
}
