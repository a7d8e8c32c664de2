package strongroom.mdm.export;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of RFC 4180 whose first row names its columns, for lists that administrators write. Since it may hold what is nobody else's
 * business, it cannot be printed.
 *
 * @param rows behind the first one; each has as many cells as there are columns
 */
public record CsvSheet(List<String> columns, List<Row> rows) {

    public CsvSheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param place where it begins
     */
    public record Row(Place place, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        @Override
        public String toString() {
            return "Row[" + place + ", hidden]";
        }
    }

    /** What came of reading. */
    public sealed interface Reading {

        /** It was understood. */
        record Read(CsvSheet sheet) implements Reading {}

        /** It was not; at least one flaw. */
        record Flawed(List<Flaw> flaws) implements Reading {
            public Flawed {
                flaws = List.copyOf(flaws);
            }
        }
    }

    /** Reads a file as {@link CsvFile} does. A file without any row has no columns. */
    public static Reading read(byte[] file) {
        return switch (CsvFile.read(file)) {
            case CsvFile.Reading.Broken(Flaw flaw) -> new Reading.Flawed(List.of(flaw));
            case CsvFile.Reading.Rows(List<CsvFile.Row> read) -> sheet(read);
        };
    }

    private static Reading sheet(List<CsvFile.Row> read) {
        List<String> columns = read.isEmpty() ? List.of() : read.getFirst().cells();
        List<Row> rows = new ArrayList<>();
        List<Flaw> flaws = new ArrayList<>();
        read.stream().skip(1).forEach(row -> {
            Place place = new Place(row.number(), 1);
            if (row.cells().size() == columns.size()) {
                rows.add(new Row(place, row.cells()));
            } else {
                flaws.add(new Flaw.OtherCellCount(place, row.cells().size(), columns.size()));
            }
        });
        return flaws.isEmpty() ? new Reading.Read(new CsvSheet(columns, rows)) : new Reading.Flawed(flaws);
    }

    @Override
    public String toString() {
        return "CsvSheet" + columns;
    }
}
