package strongroom.mdm.export;

import java.util.SequencedMap;
import strongroom.mdm.export.WriteOutcome.Unwritable;

/** Writes what is to be exported: in UTF-8, with native truth values and quoted texts, the same bytes for the same sheet. */
public final class PolicyWriter {

    private PolicyWriter() {}

    /**
     * Writes a sheet in its format.
     *
     * @throws IllegalArgumentException if the format is that of the cockpit, whose files are only changed ({@link CockpitSheet#with})
     */
    public static WriteOutcome write(ExportSheet sheet, Addressee addressee) {
        Unwritable refused = Characters.refused(sheet);
        return refused != null ? refused : new WriteOutcome.Written(text(sheet, addressee));
    }

    /**
     * Writes what is set for each of many credentials as bodies of requests to the Work API, a line for each body of at most {@value
     * WorkApiWriter#MOST_OF_A_BODY} credentials.
     *
     * @param sheets in the format of the Work API, by the ID of the credential
     */
    public static WriteOutcome writeAll(SequencedMap<String, ExportSheet> sheets) {
        for (ExportSheet sheet : sheets.values()) {
            Unwritable refused = Characters.refused(sheet);
            if (refused != null) {
                return refused;
            }
        }
        return new WriteOutcome.Written(WorkApiWriter.writeAll(sheets));
    }

    private static String text(ExportSheet sheet, Addressee addressee) {
        return switch (sheet.format()) {
            case COCKPIT_CSV -> throw new IllegalArgumentException("a file of the cockpit is changed and never made");
            case PLIST -> PlistWriter.write(sheet);
            case DICT -> DictWriter.write(sheet);
            case TABLE -> TableWriter.write(sheet);
            case ANDROID -> AndroidWriter.write(sheet, addressee.packageName());
            case INTUNE -> IntuneWriter.write(sheet, addressee.packageName());
            case WORK_API -> WorkApiWriter.write(sheet, addressee.credential());
        };
    }
}
