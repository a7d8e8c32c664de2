package strongroom.mdm.export;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a file of RFC 4180 apart without losing anything: the rows, put together again, are the file.
 *
 * <p>A line ends with CR LF, as the standard says, or with either alone. A quote inside a cell that does not begin with one is refused:
 * programs disagree about what it says.
 */
final class CsvTokenizer {

    /** 80,000 credentials with fifty columns. */
    static final int MOST_CELLS = 4_000_000;

    private final String text;
    private final String separator;
    private final String ends;
    private int at;
    private int cells;

    private CsvTokenizer(String text, char separator) {
        this.text = text;
        this.separator = String.valueOf(separator);
        this.ends = separator + "\r\n";
    }

    static List<CsvRow> rows(String text) throws FlawException {
        return rows(text, ',');
    }

    static List<CsvRow> rows(String text, char separator) throws FlawException {
        CsvTokenizer tokenizer = new CsvTokenizer(text, separator);
        List<CsvRow> rows = new ArrayList<>();
        while (tokenizer.at < text.length()) {
            rows.add(tokenizer.row(rows.size() + 1));
        }
        return rows;
    }

    private CsvRow row(int number) throws FlawException {
        List<CsvCell> cells = new ArrayList<>();
        cells.add(cell(new Place(number, 1)));
        while (take(separator)) {
            cells.add(cell(new Place(number, cells.size() + 1)));
        }
        String end = take("\r\n") ? "\r\n" : take("\n") ? "\n" : take("\r") ? "\r" : "";
        return new CsvRow(cells, end);
    }

    private CsvCell cell(Place place) throws FlawException {
        cells++;
        if (cells > MOST_CELLS) {
            throw new FlawException(new Flaw.TooMuch(place));
        }
        int start = at;
        if (take("\"")) {
            skipQuoted(place);
        }
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"' || text.charAt(start) == '"') {
                throw malformed(place);
            }
            at++;
        }
        return at == start ? CsvCell.EMPTY : new CsvCell(text.substring(start, at));
    }

    /** Goes behind the closing quote; a doubled one does not close. */
    private void skipQuoted(Place place) throws FlawException {
        do {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw malformed(place);
            }
            at = quote + 1;
        } while (take("\""));
    }

    private boolean take(String wanted) {
        boolean isThere = text.startsWith(wanted, at);
        at += isThere ? wanted.length() : 0;
        return isThere;
    }

    private static FlawException malformed(Place place) {
        return new FlawException(new Flaw.Malformed(place, Flaw.Syntax.CSV));
    }
}
