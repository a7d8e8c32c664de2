package strongroom.mdm.export;

/**
 * A cell as it stands in a file, with its quotes. Since it may be a secret, it cannot be printed.
 *
 * @param raw what stands between the commas
 */
record CsvCell(String raw) {

    /** Most cells of a large file are. */
    static final CsvCell EMPTY = new CsvCell("");

    private static final String QUOTE = "\"";

    /** Makes a cell, quoted where RFC 4180 wants it, and at blanks on the edges, which many programs cut. */
    static CsvCell of(String text) {
        boolean isPlain = text.equals(text.strip()) && text.chars().noneMatch(sign -> ",\"\r\n".indexOf(sign) >= 0);
        return isPlain ? new CsvCell(text) : quoted(text);
    }

    static CsvCell quoted(String text) {
        return new CsvCell(QUOTE + text.replace(QUOTE, QUOTE + QUOTE) + QUOTE);
    }

    /** Makes a cell in the manner of another one: quoted if that is, so that a file stays in its own style. */
    static CsvCell like(CsvCell model, String text) {
        return model.isQuoted() ? quoted(text) : of(text);
    }

    boolean isQuoted() {
        return raw.startsWith(QUOTE);
    }

    /** Returns what it says. */
    String text() {
        return isQuoted() ? raw.substring(1, raw.length() - 1).replace(QUOTE + QUOTE, QUOTE) : raw;
    }

    @Override
    public String toString() {
        return "CsvCell[hidden]";
    }
}
