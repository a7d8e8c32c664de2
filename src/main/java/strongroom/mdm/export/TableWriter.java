package strongroom.mdm.export;

import strongroom.mdm.Value;
import strongroom.mdm.export.ExportSheet.Entry;

/**
 * Rows of key, type and value as RFC 4180 has them, but for its line ends.
 *
 * <p>Texts are always quoted, so that one that looks like a truth value or a number shows that it is none. A text that a spreadsheet
 * takes for a formula stays as it is, for what is imported elsewhere must be what was set (mdm-policy 8.3).
 */
final class TableWriter {

    static final String HEADER = "key,type,value";

    private TableWriter() {}

    static String write(ExportSheet sheet) {
        StringBuilder table = new StringBuilder(HEADER).append('\n');
        for (Entry entry : sheet.entries()) {
            table.append(entry.parameter().key())
                    .append(',')
                    .append(entry.parameter().kind())
                    .append(',')
                    .append(cell(entry).raw())
                    .append('\n');
        }
        return table.toString();
    }

    private static CsvCell cell(Entry entry) {
        return switch (entry) {
            case Entry.Switch(var parameter, Value.Truth(boolean truth)) -> CsvCell.of(Boolean.toString(truth));
            case Entry.Words words -> CsvCell.quoted(words.value().value());
        };
    }
}
