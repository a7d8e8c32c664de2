package strongroom.mdm.export;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import strongroom.mdm.Channel;
import strongroom.mdm.Parameter;

/**
 * Checks a file of the cockpit and finds out which row is whose (mdm-policy 8.3).
 *
 * <p>Columns that the catalogue does not have are kept, for the cockpit knows more parameters; but for those that look like a backup
 * parameter written wrong, if these are not to be passed over. The first row without a license is everybody's [N: read in a public script; nobody has seen a real file].
 */
final class CockpitReader {

    private static final String LICENSE = "license";

    private final List<CsvRow> rows;
    private final Gathered gathered;

    private CockpitReader(List<CsvRow> rows, Gathered gathered) {
        this.rows = rows;
        this.gathered = gathered;
    }

    /** Returns the sheet, which is to be used only if no flaw was gathered. */
    static CockpitSheet read(SourceText source, Gathered gathered) throws FlawException {
        List<CsvRow> rows = CsvTokenizer.rows(source.text());
        if (rows.isEmpty() || !rows.getFirst().cells().getFirst().text().equals(LICENSE)) {
            throw new FlawException(new Flaw.NoLicenseColumn(Place.START));
        }
        CockpitReader reader = new CockpitReader(rows, gathered);
        reader.readHeader();
        return new CockpitSheet(source.hasMark(), rows, reader.readRows());
    }

    private void readHeader() {
        Set<String> seen = new HashSet<>();
        List<String> columns = rows.getFirst().texts();
        for (int column = 0; column < columns.size(); column++) {
            String name = columns.get(column);
            Place place = new Place(1, column + 1);
            Parameter parameter = Parameter.of(name);
            if (!seen.add(name) && !name.isEmpty()) {
                gathered.add(new Flaw.DuplicateColumn(place, name));
            }
            if (parameter == null && isMisspelt(name)) {
                gathered.unknown(name, place);
            }
            if (parameter != null && !parameter.channels().contains(Channel.COCKPIT)) {
                gathered.add(new Flaw.ExternalOnly(place, parameter));
            }
        }
    }

    private static boolean isMisspelt(String column) {
        String folded = column.strip().toLowerCase(Locale.ROOT);
        return folded.startsWith("th_safe") || Parameter.of(folded) != null;
    }

    private CockpitSheet.Owners readRows() {
        Map<String, Integer> credentials = new LinkedHashMap<>();
        Integer everybody = null;
        int wanted = rows.getFirst().cells().size();
        for (int at = 1; at < rows.size(); at++) {
            CsvRow row = rows.get(at);
            Place place = new Place(at + 1, 1);
            String license = row.cells().getFirst().text();
            if (row.isBlank()) {
                continue;
            }
            if (row.cells().size() != wanted) {
                gathered.add(new Flaw.OtherCellCount(place, row.cells().size(), wanted));
            } else if (!license.isEmpty()) {
                if (credentials.putIfAbsent(license, at) != null) {
                    gathered.add(new Flaw.DuplicateCredential(place, license));
                }
            } else if (everybody == null) {
                everybody = at;
            } else if (!row.isEmpty()) {
                // Spreadsheets leave rows of nothing but commas behind, which say nothing about anybody.
                gathered.add(new Flaw.DuplicateCredential(place, null));
            }
        }
        return new CockpitSheet.Owners(everybody, credentials);
    }
}
