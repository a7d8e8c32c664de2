package strongroom.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import strongroom.mdm.Parameter;
import strongroom.mdm.export.Flaw;
import strongroom.mdm.export.Place;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.NearestName;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** What is wrong with a file of parameters, as sentences; none repeats a value. */
final class PolicyFlaws {

    private static final int MOST = 20;

    private PolicyFlaws() {}

    /** Refuses a file for its flaws; the first of very many are told. */
    static Refusal refusal(List<Flaw> flaws) {
        return refused(flaws.stream().map(PolicyFlaws::of).toList());
    }

    /** Refuses a file for complaints of any kind; the first of very many are told, and that there are more. */
    static Refusal refused(List<Message> complaints) {
        List<Message> messages = new ArrayList<>(complaints.subList(0, Math.min(MOST, complaints.size())));
        if (complaints.size() > MOST) {
            messages.add(Message.of(PolicyCode.FLAW_AND_MORE, complaints.size() - MOST));
        }
        return new Refusal(ExitStatus.FAILED, messages);
    }

    /** Says that an account was there before, perhaps in other letters. */
    static Message accountTwice(Place place, String account) {
        return at(PolicyCode.FLAW_ACCOUNT_TWICE, place, account);
    }

    private static Message of(Flaw flaw) {
        return switch (flaw) {
            case Flaw.NotUtf8 at -> at(PolicyCode.FLAW_NOT_UTF8, at.place());
            case Flaw.BinaryPlist at -> at(PolicyCode.FLAW_BINARY_PLIST, at.place());
            case Flaw.Malformed(Place place, Flaw.Syntax syntax) -> at(PolicyCode.FLAW_MALFORMED, place, syntax.name());
            case Flaw.OtherShape(Place place, var wanted) -> at(PolicyCode.FLAW_OTHER_SHAPE, place, wanted.toString());
            case Flaw.TooDeep at -> at(PolicyCode.FLAW_TOO_DEEP, at.place());
            case Flaw.TooMuch at -> at(PolicyCode.FLAW_TOO_MUCH, at.place());
            case Flaw.UnknownKey(Place place, String key) ->
                at(PolicyCode.FLAW_UNKNOWN_KEY, place, key, NearestName.of(key, Parameter.keys()));
            case Flaw.DuplicateKey(Place place, String key) -> at(PolicyCode.FLAW_DUPLICATE_KEY, place, key);
            case Flaw.NestedValue(Place place, String key) -> at(PolicyCode.FLAW_NESTED_VALUE, place, key);
            case Flaw.OtherValue(Place place, String key) -> at(PolicyCode.FLAW_OTHER_VALUE, place, key);
            case Flaw.UnknownType at -> at(PolicyCode.FLAW_UNKNOWN_TYPE, at.place());
            case Flaw.ExternalOnly(Place place, Parameter parameter) ->
                at(PolicyCode.FLAW_EXTERNAL_ONLY, place, parameter.key());
            case Flaw.NoLicenseColumn at -> at(PolicyCode.FLAW_NO_LICENSE_COLUMN, at.place());
            case Flaw.DuplicateColumn(Place place, String column) ->
                at(PolicyCode.FLAW_DUPLICATE_COLUMN, place, column);
            case Flaw.DuplicateCredential(Place place, String credential) ->
                at(PolicyCode.FLAW_DUPLICATE_CREDENTIAL, place, credential == null ? "" : credential);
            case Flaw.OtherCellCount(Place place, int cells, int wanted) ->
                Message.of(PolicyCode.FLAW_OTHER_CELL_COUNT, place(place), cells, wanted);
        };
    }

    private static Message at(PolicyCode code, Place place, String... arguments) {
        List<Object> values = new ArrayList<>();
        values.add(place(place));
        values.addAll(List.of(arguments));
        return Message.of(code, values.toArray());
    }

    /** Returns {@code row 3, column 2}; of XML and JSON the row is the line. */
    static String place(Place place) {
        return String.format(Locale.ROOT, "row %d, column %d", place.row(), place.column());
    }
}
