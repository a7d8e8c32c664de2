package strongroom.mdm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the tables of the specification: a head, then one case in a line, cells between bars; {@code #} begins a remark. */
final class Table {

    private Table() {}

    /** A case, by the names of the columns. */
    record Row(int number, Map<String, String> cells) {

        String get(String column) {
            return Objects.requireNonNull(cells.get(column), () -> "no column " + column);
        }

        List<String> words(String column) {
            return get(column).isEmpty() ? List.of() : List.of(get(column).split(" +"));
        }

        @Override
        public String toString() {
            return number + ": " + String.join(" | ", cells.values());
        }
    }

    static List<Row> read(String name) {
        List<String> lines = text(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        List<String> head = cells(lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(line -> row(head, lines.indexOf(line), cells(line)))
                .toList();
    }

    private static Row row(List<String> head, int number, List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException("a row has not as many cells as the head: " + cells);
        }
        Map<String, String> byName = new LinkedHashMap<>();
        for (int column = 0; column < head.size(); column++) {
            byName.put(head.get(column), cells.get(column));
        }
        return new Row(number, byName);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    private static String text(String name) {
        try (InputStream file = Table.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
