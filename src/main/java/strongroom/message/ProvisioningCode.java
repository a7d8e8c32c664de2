package strongroom.message;

import static strongroom.message.Parameter.file;
import static strongroom.message.Parameter.number;
import static strongroom.message.Parameter.text;
import static strongroom.message.Parameter.time;

import java.util.List;

/** What can be said about many logins at once: each code with the arguments of its sentence, in order. Codes are stable, as those of {@link MessageCode}. */
public enum ProvisioningCode implements Code {
    // What is wrong with a table of people.
    PEOPLE_EMPTY,
    PEOPLE_NO_NAMES,
    PEOPLE_COLUMN_UNKNOWN(text("column"), text("nearest")),
    PEOPLE_COLUMN_TWICE(text("column")),
    PEOPLE_CELL_COUNT(number("row"), number("cells"), number("wanted")),
    PEOPLE_NAME_MISSING(number("row")),
    PEOPLE_NAME_COLON(number("row"), text("name")),
    PEOPLE_NAME_MALFORMED(number("row"), text("name")),
    PEOPLE_NAME_TWICE(number("row"), text("name"), number("first")),
    PEOPLE_NAME_FORMER(number("row"), text("name"), text("account")),
    PEOPLE_VALUE_INVALID(number("row"), text("column"), text("value"), text("form")),
    PEOPLE_TAG_UNKNOWN(text("tag"), text("tags")),

    // What is said of an import.
    IMPORT_WOULD_ADD(number("added"), number("unchanged"), number("waiting"), number("different")),
    IMPORT_ADDED(number("added"), number("unchanged"), number("different")),
    IMPORT_DIFFERENT(number("row"), text("account"), text("setting"), text("here"), text("there")),
    IMPORT_OVERRULED(text("other"), text("channel")),
    IMPORT_BEYOND_QUOTA(number("accounts"), number("most")),
    PROVISIONING_STAGES(text("tags")),
    PROVISIONING_STOPPED(number("done"), number("of")),

    // Where passwords go.
    HANDOUT_SHOWN,
    HANDOUT_WRITTEN(number("accounts"), file("place")),
    HANDOUT_EARLIER(number("accounts")),
    HANDOUT_NOBODY,
    HANDOUT_LOST(text("accounts")),
    HANDOUT_ROWLESS(text("account")),
    HANDOUT_PLACE_MISSING,
    HANDOUT_PLACE_UNUSED,
    HANDOUT_PLACE_TAKEN(file("place")),

    // What is said of new passwords for a group.
    ROTATION_NAME_OR_TAG,
    ROTATION_OF_GROUP_ONLY(text("option")),
    ROTATION_TYPED,
    ROTATION_TAG_UNKNOWN(text("tag"), text("tags")),
    ROTATION_SHUTS_OUT(number("count"), text("accounts")),
    ROTATION_WOULD_RENEW(number("accounts"), number("waiting")),
    ROTATION_RENEWED(number("accounts"), time("until")),
    ROTATION_RENEWED_AT_ONCE(number("accounts")),
    ROTATION_SHARED(text("account")),
    ROTATION_IN_POLICY(text("account")),
    ROTATION_STANDING(number("used"), number("unseen"), number("left"));

    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    ProvisioningCode(Parameter... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns the code as programs read it: lower-case words with hyphens. */
    @Override
    public String toString() {
        return Code.word(this);
    }
}
