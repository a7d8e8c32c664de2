package strongroom.mdm.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Channel;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;
import strongroom.mdm.export.DeliveredScope.Delivered;
import strongroom.mdm.export.WriteOutcome.Unwritable;

/**
 * The customer's own file of the cockpit, with everything in it that is not ours.
 *
 * <p>An import replaces everything at the cockpit, so what is not changed comes out byte for byte as it came in: quotes, line ends, order
 * of rows, columns that nobody here knows. For the same reason there is none without a file that the cockpit exported. Immutable.
 *
 * <p>An empty cell means unset [N: what the cockpit makes of one, nobody has tried (mdm-policy 10, point 5)]; {@link #cell} and {@link
 * #value} are the only places that know. The words {@code true} and {@code false} are how such a file has truth values.
 */
public final class CockpitSheet {

    private final boolean hasMark;
    private final List<CsvRow> rows;
    private final Owners owners;

    /** Takes rows that were checked. */
    CockpitSheet(boolean hasMark, List<CsvRow> rows, Owners owners) {
        this.hasMark = hasMark;
        this.rows = List.copyOf(rows);
        this.owners = owners;
    }

    /** Which row is whose, counted from 0, the header; {@code everybody} is null if there is no such row. */
    record Owners(@Nullable Integer everybody, Map<String, Integer> credentials) {

        Owners {
            credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
        }
    }

    /** What came of reading one. */
    public sealed interface Reading permits Opened, ReadOutcome.Flawed {}

    /** The file is understood. */
    public record Opened(CockpitSheet sheet) implements Reading {}

    /** What came of changing a cell. */
    public sealed interface ChangeOutcome permits Changed, NoSuchCredential, Unwritable {}

    /** The sheet with the change; the same one if it said so already. */
    public record Changed(CockpitSheet sheet) implements ChangeOutcome {}

    /**
     * The file has no row for him: nobody is added, for only the cockpit makes credentials.
     *
     * @param credential null for everybody
     */
    public record NoSuchCredential(@Nullable String credential) implements ChangeOutcome {}

    /**
     * Reads a file in UTF-8, with a byte order mark or without.
     *
     * @param unknown what becomes of columns that look like a backup parameter written wrong; all that are not refused are kept
     */
    public static Reading read(byte[] bytes, PolicyReader.Unknown unknown) {
        Gathered gathered = new Gathered(ExportFormat.COCKPIT_CSV, unknown);
        try {
            CockpitSheet sheet = CockpitReader.read(SourceText.of(bytes), gathered);
            return gathered.flaws().isEmpty() ? new Opened(sheet) : new ReadOutcome.Flawed(gathered.flaws());
        } catch (FlawException e) {
            return new ReadOutcome.Flawed(List.of(e.flaw()));
        }
    }

    /** Returns the file, a fresh array each time. */
    public byte[] bytes() {
        StringBuilder file = new StringBuilder(hasMark ? SourceText.MARK : "");
        rows.forEach(row -> row.writeTo(file));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the credentials that the file has, in its order. */
    public Set<String> credentials() {
        return owners.credentials().keySet();
    }

    /** Tells whether the file has a row for everybody. */
    public boolean hasEverybody() {
        return owners.everybody() != null;
    }

    /** Returns what the file sets: for everybody first, if it has such a row, then for each credential, set or not. */
    public List<DeliveredScope> scopes() {
        List<DeliveredScope> scopes = new ArrayList<>();
        Integer everybody = owners.everybody();
        if (everybody != null) {
            scopes.add(scope(null, everybody));
        }
        owners.credentials().forEach((credential, row) -> scopes.add(scope(credential, row)));
        return scopes;
    }

    private DeliveredScope scope(@Nullable String credential, int row) {
        return new DeliveredScope(credential, new Place(row + 1, 1), values(row));
    }

    private List<Delivered> values(int row) {
        List<String> columns = rows.getFirst().texts();
        List<String> texts = rows.get(row).texts();
        List<Delivered> values = new ArrayList<>();
        for (int column = 1; column < columns.size(); column++) {
            Parameter parameter = Parameter.of(columns.get(column));
            Value value = parameter == null ? null : value(parameter, texts.get(column));
            if (parameter != null && value != null) {
                values.add(new Delivered(parameter, value, new Place(row + 1, column + 1)));
            }
        }
        return values;
    }

    private static @Nullable Value value(Parameter parameter, String text) {
        if (text.isEmpty()) {
            return null;
        }
        return switch (parameter.kind()) {
            case BOOLEAN -> TableReader.truth(text);
            case STRING -> new Value.Text(text);
        };
    }

    /**
     * Changes what somebody has; the column is added behind the others if the file does not have it.
     *
     * @param credential null for everybody
     * @param value null to unset it
     * @throws IllegalArgumentException if phones do not take the parameter from the cockpit, or if the value is not of its type
     */
    public ChangeOutcome with(@Nullable String credential, Parameter parameter, @Nullable Value value) {
        if (!parameter.channels().contains(Channel.COCKPIT)) {
            throw new IllegalArgumentException(parameter + " is not for the cockpit");
        }
        String text = cell(parameter, value);
        Unwritable refused = Characters.refused(parameter, text);
        Integer row =
                credential == null ? owners.everybody() : owners.credentials().get(credential);
        if (row == null) {
            return new NoSuchCredential(credential);
        }
        return refused != null ? refused : new Changed(with(row, parameter, text));
    }

    private static String cell(Parameter parameter, @Nullable Value value) {
        return switch (value) {
            case Value.Truth(boolean truth) when parameter.kind() == Parameter.Kind.BOOLEAN -> Boolean.toString(truth);
            case Value.Text(String text) when parameter.kind() == Parameter.Kind.STRING -> text;
            case null -> "";
            case Value.Truth _, Value.Text _, Value.Whole _, Value.Concealed _ ->
                throw new IllegalArgumentException(parameter + " is of another type");
        };
    }

    private CockpitSheet with(int row, Parameter parameter, String text) {
        int column = rows.getFirst().texts().indexOf(parameter.key());
        if (column < 0) {
            return text.isEmpty() ? this : withColumn(parameter).with(row, parameter, text);
        }
        CsvCell before = rows.get(row).cells().get(column);
        if (before.text().equals(text)) {
            return this;
        }
        List<CsvRow> changed = new ArrayList<>(rows);
        changed.set(row, rows.get(row).with(column, CsvCell.like(before, text)));
        return new CockpitSheet(hasMark, changed, owners);
    }

    /** A file that quotes its first name quotes all, as far as one can tell. */
    private CockpitSheet withColumn(Parameter parameter) {
        CsvRow header = rows.getFirst();
        CsvCell model = header.cells().getFirst();
        List<CsvRow> changed = new ArrayList<>();
        changed.add(header.plus(CsvCell.like(model, parameter.key())));
        rows.stream()
                .skip(1)
                .map(row -> row.isBlank() ? row : row.plus(CsvCell.like(model, "")))
                .forEach(changed::add);
        return new CockpitSheet(hasMark, changed, owners);
    }
}
