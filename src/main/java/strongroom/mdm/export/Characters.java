package strongroom.mdm.export;

import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Parameter;
import strongroom.mdm.export.ExportSheet.Entry;
import strongroom.mdm.export.WriteOutcome.Unwritable;

/** Which characters a file can carry. */
final class Characters {

    private Characters() {}

    /** Returns the first value that a sheet's format cannot carry; null if it carries all. */
    static @Nullable Unwritable refused(ExportSheet sheet) {
        IntPredicate isCarried = switch (sheet.format()) {
            case PLIST, DICT -> Characters::isXml;
            case COCKPIT_CSV, TABLE, ANDROID, INTUNE, WORK_API -> Characters::isUnicode;
        };
        for (Entry entry : sheet.entries()) {
            Unwritable refused = switch (entry) {
                case Entry.Switch truth -> null;
                case Entry.Words words ->
                    refused(words.parameter(), words.value().value(), isCarried);
            };
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    /** Returns why a text cannot be written in UTF-8; null if it can. */
    static @Nullable Unwritable refused(Parameter parameter, String text) {
        return refused(parameter, text, Characters::isUnicode);
    }

    static boolean isUnicode(String text) {
        return text.codePoints().allMatch(Characters::isUnicode);
    }

    private static @Nullable Unwritable refused(Parameter parameter, String text, IntPredicate isCarried) {
        OptionalInt first = text.codePoints().filter(isCarried.negate()).findFirst();
        return first.isPresent() ? new Unwritable(parameter, first.getAsInt()) : null;
    }

    /** Half a surrogate pair has no form in UTF-8. */
    private static boolean isUnicode(int character) {
        return character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE;
    }

    /** The characters of XML 1.0; no escape can carry the others (its section 2.2). */
    private static boolean isXml(int character) {
        boolean isControl = character < ' ' && character != '\t' && character != '\n' && character != '\r';
        return !isControl && isUnicode(character) && character != 0xFFFE && character != 0xFFFF;
    }
}
