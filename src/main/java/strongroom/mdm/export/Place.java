package strongroom.mdm.export;

/**
 * Where something is in a file, counted from 1.
 *
 * @param row in XML and JSON the line, in CSV the row, of which the header is the first and an empty line is one, too
 * @param column in XML and JSON the character in the line, in CSV the cell in the row
 */
public record Place(int row, int column) {

    /** The beginning of a file. */
    static final Place START = new Place(1, 1);

    /** Returns the line and the character behind a text. */
    static Place behind(String text) {
        int lastEnd = text.lastIndexOf('\n');
        long lines = text.chars().filter(sign -> sign == '\n').count();
        return new Place((int) lines + 1, text.length() - lastEnd);
    }
}
