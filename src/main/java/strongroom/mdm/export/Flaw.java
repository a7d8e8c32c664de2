package strongroom.mdm.export;

import org.jspecify.annotations.Nullable;
import strongroom.mdm.Parameter;

/** What is wrong with a file, and where. None repeats a value, for that may be a secret. */
public sealed interface Flaw {

    /** Returns where it is. */
    Place place();

    /** The languages that the formats are written in. */
    enum Syntax {
        XML,
        JSON,
        CSV
    }

    /** Bytes that are not UTF-8, or another encoding in the first line of XML. The place is always a line and a character. */
    record NotUtf8(Place place) implements Flaw {}

    /** A property list in its binary form; {@code plutil -convert xml1} makes a readable one of it. */
    record BinaryPlist(Place place) implements Flaw {}

    /** Something that breaks the rules of the language, or goes beyond what its reader takes. */
    record Malformed(Place place, Syntax syntax) implements Flaw {}

    /** Well-formed, but not what this format consists of. */
    record OtherShape(Place place, ExportFormat wanted) implements Flaw {}

    /** Lists in lists or dictionaries in dictionaries, more than anybody needs. */
    record TooDeep(Place place) implements Flaw {}

    /** More cells or values than any organisation needs; to read on would only fill the memory. */
    record TooMuch(Place place) implements Flaw {}

    /** A key that the catalogue does not have. */
    record UnknownKey(Place place, String key) implements Flaw {}

    /** A key that was there before, for the same addressee. */
    record DuplicateKey(Place place, String key) implements Flaw {}

    /** A list or a dictionary where a value is wanted. */
    record NestedValue(Place place, String key) implements Flaw {}

    /** No truth value, text or whole number of 64 bits: nothing at all, a fraction, a date, half a character, zeros before a number. */
    record OtherValue(Place place, String key) implements Flaw {}

    /** A type that the table does not have; what stands there may be the value, so it is not repeated. */
    record UnknownType(Place place) implements Flaw {}

    /** A parameter that phones take from a device manager alone, in a file that is for the cockpit. */
    record ExternalOnly(Place place, Parameter parameter) implements Flaw {}

    /** A file of the cockpit whose first column is not {@code license}. */
    record NoLicenseColumn(Place place) implements Flaw {}

    /** A column that was there before. */
    record DuplicateColumn(Place place, String column) implements Flaw {}

    /**
     * Somebody who was there before.
     *
     * @param credential null for everybody
     */
    record DuplicateCredential(Place place, @Nullable String credential) implements Flaw {}

    /**
     * A row with more or fewer cells than the header.
     *
     * @param wanted as many as the header has
     */
    record OtherCellCount(Place place, int cells, int wanted) implements Flaw {}
}
