package strongroom.mdm.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what was exported, here or elsewhere.
 *
 * <p>It never throws, whatever the bytes are, opens nothing that they name, and needs memory in proportion to them; how many there may
 * be is for the caller to limit.
 */
public final class PolicyReader {

    private static final byte[] BINARY = "bplist".getBytes(StandardCharsets.US_ASCII);

    private PolicyReader() {}

    /** Reads a file in which every key has to be known. */
    public static ReadOutcome read(ExportFormat format, byte[] bytes) {
        return read(format, bytes, Unknown.REFUSED);
    }

    /** What becomes of keys that the catalogue does not have: device managers carry many that do not govern backups. */
    public enum Unknown {
        REFUSED,
        IGNORED
    }

    /**
     * Reads a file in UTF-8, with a byte order mark or without. What is for everybody is there even if nothing is in it, so that it can
     * replace what is set; only a file that names credentials may be silent about everybody.
     *
     * <p>A whole property list and its {@code <dict>} are both read as either.
     */
    public static ReadOutcome read(ExportFormat format, byte[] bytes, Unknown unknown) {
        Gathered gathered = new Gathered(format, unknown);
        return switch (format) {
            case COCKPIT_CSV -> readCockpit(bytes, unknown);
            case PLIST, DICT ->
                isBinary(bytes)
                        ? new ReadOutcome.Flawed(List.of(new Flaw.BinaryPlist(Place.START)))
                        : read(gathered, bytes, PlistReader::read);
            case TABLE -> read(gathered, bytes, TableReader::read);
            case ANDROID -> read(gathered, bytes, AndroidReader::read);
            case INTUNE -> read(gathered, bytes, IntuneReader::read);
            case WORK_API -> read(gathered, bytes, WorkApiReader::read);
        };
    }

    private static ReadOutcome readCockpit(byte[] bytes, Unknown unknown) {
        return switch (CockpitSheet.read(bytes, unknown)) {
            case CockpitSheet.Opened(CockpitSheet sheet) -> new ReadOutcome.Read(sheet.scopes());
            case ReadOutcome.Flawed flawed -> flawed;
        };
    }

    /** What reads one format, and says to others what it finds. */
    private interface FormatReader {
        void read(String text, Gathered gathered) throws FlawException;
    }

    private static ReadOutcome read(Gathered gathered, byte[] bytes, FormatReader reader) {
        try {
            reader.read(SourceText.of(bytes).text(), gathered);
        } catch (FlawException e) {
            gathered.add(e.flaw());
        }
        return gathered.outcome();
    }

    private static boolean isBinary(byte[] bytes) {
        return bytes.length >= BINARY.length && Arrays.equals(bytes, 0, BINARY.length, BINARY, 0, BINARY.length);
    }
}
