package strongroom.mdm.export;

import java.util.ArrayList;
import java.util.List;

/**
 * A row as it stands in a file.
 *
 * @param end its line end; empty if the file ends without one
 */
record CsvRow(List<CsvCell> cells, String end) {

    CsvRow {
        cells = List.copyOf(cells);
    }

    /** Tells whether it is a line without anything, which is no row to any reader of such files. */
    boolean isBlank() {
        return cells.size() == 1 && cells.getFirst().raw().isEmpty();
    }

    boolean isEmpty() {
        return cells.stream().allMatch(cell -> cell.text().isEmpty());
    }

    List<String> texts() {
        return cells.stream().map(CsvCell::text).toList();
    }

    CsvRow with(int column, CsvCell cell) {
        List<CsvCell> changed = new ArrayList<>(cells);
        changed.set(column, cell);
        return new CsvRow(changed, end);
    }

    CsvRow plus(CsvCell cell) {
        List<CsvCell> changed = new ArrayList<>(cells);
        changed.add(cell);
        return new CsvRow(changed, end);
    }

    void writeTo(StringBuilder file) {
        for (int column = 0; column < cells.size(); column++) {
            file.append(column == 0 ? "" : ",").append(cells.get(column).raw());
        }
        file.append(end);
    }
}
