package strongroom.cli;

import java.util.List;
import java.util.stream.Collectors;

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
        return cells.stream().map(CsvLines::cell).collect(Collectors.joining(",", "", END));
    }

    /** A text that a spreadsheet would carry out gets an apostrophe before it: who names an account does not run programs elsewhere. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean isPlain = safe.equals(safe.strip()) && safe.chars().noneMatch(sign -> ",\"\r\n".indexOf(sign) >= 0);
        return isPlain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
