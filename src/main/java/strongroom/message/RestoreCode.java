package strongroom.message;

import static strongroom.message.Parameter.file;
import static strongroom.message.Parameter.number;
import static strongroom.message.Parameter.text;
import static strongroom.message.Parameter.time;

import java.util.List;

/** What can be said of bringing an identity back to a new phone. As stable as {@link MessageCode}. */
public enum RestoreCode implements Code {
    // Bringing an identity back: what is asked for, and what the plan finds.
    RESTORE_IDENTITY_LOWER_CASE(text("identity"), text("upper")),
    RESTORE_IDENTITY_MALFORMED(text("identity")),
    RESTORE_PASSWORD_PROMPT(text("identity")),
    RESTORE_PASSWORD_EMPTY,
    RESTORE_NOWHERE_TO_ASK(file("directory")),
    RESTORE_USER_PASSWORD_NEEDS_ACCOUNT,
    RESTORE_FORMAT_NEEDED,
    RESTORE_FORMAT_OF_COCKPIT(text("format")),
    RESTORE_STOPPED(number("points")),
    RESTORE_WRITTEN(file("file")),
    RESTORE_SECRETS,
    RESTORE_EXPECT_HINT(text("account")),
    RESTORE_TYPED_RIGHT,
    RESTORE_IDENTITY_RIGHT,
    RESTORE_SETTINGS_RIGHT,
    RESTORE_SETTINGS_UNKNOWN,
    RESTORE_OTHER_IDENTITY,
    RESTORE_STORED(
            text("handle"), number("bytes"), time("uploaded"), text("account"), number("versions"), text("ends")),
    RESTORE_SERVED(text("bytes")),
    RESTORE_NOT_STORED(text("tenant")),
    RESTORE_NOT_SERVED,
    RESTORE_WITHHELD(text("handle")),
    RESTORE_SERVED_ELSEWHERE(text("tenant")),
    RESTORE_TRASHED(text("handle"), time("since"), text("purged")),
    RESTORE_DAMAGED(text("handle")),
    RESTORE_TOO_LARGE(number("bytes"), number("limit")),
    RESTORE_TOO_SHORT(number("bytes")),
    RESTORE_ENDING(text("handle"), time("ends")),
    RESTORE_EXPIRED(text("handle"), time("ended")),
    RESTORE_END_UNKNOWN,
    RESTORE_NOBODY_KNOWS,
    RESTORE_OF_ANOTHER(text("owner"), text("account")),
    RESTORE_ACCOUNT_HAS(text("account"), number("live"), time("newest")),
    RESTORE_ACCOUNT_HAS_NONE(text("account"), number("trashed")),
    RESTORE_FRESH(time("uploaded")),
    RESTORE_OLD(time("uploaded"), number("days")),
    RESTORE_AGE_UNKNOWN,
    RESTORE_LOGIN_TAKEN(text("url")),
    RESTORE_NO_LOGIN_WANTED(text("url")),
    RESTORE_LOGIN_REFUSED(text("url")),
    RESTORE_LOGIN_MISSING(text("url")),
    RESTORE_SERVER_REFUSED(text("url"), number("status")),
    RESTORE_SERVER_BUSY(text("url"), number("status")),
    RESTORE_SERVER_REDIRECTED(text("url"), number("status")),
    RESTORE_SERVER_NO_SAFE_SERVER(text("url")),
    RESTORE_SERVER_UNREACHABLE(text("url"), text("reason")),
    RESTORE_SERVER_URL_UNUSABLE(text("url"), text("why")),
    RESTORE_SERVER_NOT_ASKED,
    RESTORE_URL_DIFFERS(text("asked"), text("given")),
    RESTORE_OPENED(number("contacts"), number("groups")),
    RESTORE_NOT_OPENED,
    RESTORE_NOT_OPENABLE,
    RESTORE_KEY_WRONG,
    RESTORE_BROKEN,
    RESTORE_OTHER_VERSION(number("version")),
    RESTORE_PRIVATE_KEY_MISSING,
    RESTORE_NOT_DOWNLOADED,
    RESTORE_READING_OPEN,
    RESTORE_READING_NEEDS_LOGIN,
    RESTORE_READING_NEEDS_LOGIN_ON_ANDROID,
    RESTORE_READING_UNKNOWN,
    RESTORE_OLD_PHONE,
    RESTORE_AFTERWARDS,
    RESTORE_AFTERWARDS_OF(text("account")),

    // Bringing an identity back: waiting for the new phone.
    RESTORE_ACCOUNT_NOT_PERSONAL(text("account")),
    RESTORE_DAYS_OUT_OF_RANGE(number("days")),
    RESTORE_NOT_EXPECTED(text("account")),
    RESTORE_EXPECTED(text("account"), time("until")),
    RESTORE_CLOSED(text("account")),
    RESTORE_NOTHING_EXPECTED,
    RESTORE_WAITING(text("account")),
    RESTORE_OVERDUE(text("account")),
    RESTORE_READ(text("account")),
    RESTORE_BACK(text("account")),
    RESTORE_POLICY_STILL_HAS(text("account"));

    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    RestoreCode(Parameter... parameters) {
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
