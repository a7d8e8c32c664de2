package strongroom.mdm.export;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Value;

/** Reads rows of key, type and value. */
final class TableReader {

    private static final List<String> HEADER = List.of(TableWriter.HEADER.split(",", -1));

    private TableReader() {}

    static void read(String text, Gathered gathered) throws FlawException {
        List<CsvRow> rows = CsvTokenizer.rows(text);
        if (rows.isEmpty() || !rows.getFirst().texts().equals(HEADER)) {
            throw gathered.otherShape(Place.START);
        }
        gathered.openEverybody(Place.START);
        for (int number = 2; number <= rows.size(); number++) {
            CsvRow row = rows.get(number - 1);
            if (!row.isBlank()) {
                read(row.texts(), number, gathered);
            }
        }
    }

    private static void read(List<String> row, int number, Gathered gathered) {
        Place place = new Place(number, 1);
        if (row.size() != HEADER.size()) {
            gathered.add(new Flaw.OtherCellCount(place, row.size(), HEADER.size()));
            return;
        }
        String type = row.get(1);
        if (!type.equals("boolean") && !type.equals("string") && !type.equals("integer")) {
            gathered.add(new Flaw.UnknownType(new Place(number, 2)));
            return;
        }
        Value value = value(type, row.get(2));
        if (value == null) {
            gathered.add(new Flaw.OtherValue(new Place(number, 3), row.getFirst()));
            return;
        }
        gathered.deliver(null, row.getFirst(), place, value);
    }

    /** What is no truth value stays text, as it reaches the phones: W01 says what comes of that. */
    private static @Nullable Value value(String type, String text) {
        return switch (type) {
            case "boolean" -> truth(text);
            case "integer" -> Numbers.whole(text);
            default -> new Value.Text(text);
        };
    }

    static Value truth(String text) {
        return switch (text) {
            case "true" -> new Value.Truth(true);
            case "false" -> new Value.Truth(false);
            default -> new Value.Text(text);
        };
    }
}
