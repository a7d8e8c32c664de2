package strongroom.cli;

import java.util.List;
import strongroom.mdm.export.CsvFile;

/** Rows for spreadsheets and scripts, as RFC 4180 has them. */
final class CsvLines {

    private static final String END = "\r\n";

    private CsvLines() {}

    static String of(List<String> head, List<List<String>> rows) {
        StringBuilder lines = new StringBuilder(line(head));
        rows.forEach(row -> lines.append(line(row)));
        return lines.toString();
    }

    private static String line(List<String> cells) {
        return CsvFile.line(cells.stream().map(CsvLines::safe).toList()) + END;
    }

    /** A text that a spreadsheet would carry out gets an apostrophe before it: who names an account does not run programs elsewhere. */
    private static String safe(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
