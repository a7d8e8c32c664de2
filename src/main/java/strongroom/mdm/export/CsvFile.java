package strongroom.mdm.export;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** Tables that people keep in spreadsheets, with what differs from one program to the next: the mark at the beginning, commas or semicolons. */
public final class CsvFile {

    private CsvFile() {}

    /** What came of reading one. */
    public sealed interface Reading {

        /** The rows that are not empty, the header first. Since they may hold secrets, they cannot be printed. */
        record Rows(List<Row> rows) implements Reading {
            public Rows {
                rows = List.copyOf(rows);
            }

            @Override
            public String toString() {
                return "Rows[hidden]";
            }
        }

        /** It is not UTF-8, not CSV, or larger than any such table. */
        record Broken(Flaw flaw) implements Reading {}
    }

    /**
     * A row.
     *
     * @param number counted from 1, empty ones too, as a spreadsheet counts them
     */
    public record Row(int number, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        @Override
        public String toString() {
            return "Row[" + number + "]";
        }
    }

    /**
     * Reads a table in UTF-8, with a byte order mark or without. The first row tells whether commas or semicolons stand between the cells;
     * rows of nothing but these are left out, since spreadsheets leave them behind.
     */
    public static Reading read(byte[] bytes) {
        try {
            String text = SourceText.of(bytes).text();
            List<Row> rows = new ArrayList<>();
            List<CsvRow> all = CsvTokenizer.rows(text, separator(text));
            for (int at = 0; at < all.size(); at++) {
                if (!all.get(at).isEmpty()) {
                    rows.add(new Row(at + 1, all.get(at).texts()));
                }
            }
            return new Reading.Rows(rows);
        } catch (FlawException e) {
            return new Reading.Broken(e.flaw());
        }
    }

    private static char separator(String text) {
        String header = text.lines().filter(line -> !line.isEmpty()).findFirst().orElse("");
        return header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    }

    /** Returns a row as it is written, without its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(cell -> CsvCell.of(cell).raw()).collect(joining(","));
    }
}
