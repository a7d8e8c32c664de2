package strongroom.message;

import static strongroom.message.Parameter.number;
import static strongroom.message.Parameter.text;
import static strongroom.message.Parameter.time;

import java.util.List;

/**
 * What can be said about connected subscriptions: each code with the arguments of its sentence, in order. Codes are stable, as those of
 * {@link MessageCode}.
 */
public enum WorkCode implements Code {
    // The connection.
    WORK_KEY_QUESTION(text("url")),
    WORK_KEY_MALFORMED,
    WORK_URL_MALFORMED,
    WORK_URL_BARE(text("url")),
    WORK_NOT_CONNECTED(text("tenant")),
    WORK_KEY_DAMAGED(text("tenant")),
    WORK_CONNECTED(text("tenant"), text("name")),
    WORK_DISCONNECTED(text("tenant")),
    WORK_FORGOT_PUSH(time("since")),
    WORK_BUSY,

    // Why a call failed.
    WORK_BAD_KEY(text("url")),
    WORK_FORBIDDEN(text("said")),
    WORK_MISSING(text("path"), text("url")),
    WORK_REFUSED(number("status"), text("said")),
    WORK_LIMITED,
    WORK_LIMITED_UNTIL(time("until")),
    WORK_SPENT(number("most"), time("until")),
    WORK_REDIRECTED(text("url"), number("status")),
    WORK_UNTRUSTED(text("url"), text("why")),
    WORK_UNAVAILABLE(text("url"), text("why")),
    WORK_STRANGE(text("path"), text("what")),
    WORK_MOVING(text("path")),

    // What a subscription sets, and what it is to set.
    WORK_SECRET_DAMAGED(text("account")),
    WORK_CREDENTIALS_DIFFER(text("account"), text("first"), text("second")),
    WORK_OMITTED(text("parameters")),
    WORK_NOBODYS(number("count"), text("credentials")),
    WORK_WITHOUT_CREDENTIAL(number("count"), text("accounts")),
    WORK_NO_DRIFT(number("credentials")),
    WORK_DRIFT(number("values"), number("scopes")),
    WORK_PULLED(number("credentials")),
    WORK_PULL_HELD(time("since")),

    // Writing.
    WORK_PLAN(number("scopes"), number("calls"), number("left")),
    WORK_NOTHING_SET(text("tenant")),
    WORK_UNCONFIRMED(number("scopes")),
    WORK_CONFIRM_DIFFERS(number("given"), number("scopes")),
    WORK_NOT_PUSHED,
    WORK_CONTINUES(time("since"), number("passwords")),
    WORK_PUSHED(number("credentials"), number("global"), number("calls")),
    WORK_STOPPED(number("credentials"), number("global"), number("calls"), number("left")),
    WORK_STOPPED_BY_HAND(number("credentials"), number("global"), number("calls"), number("left")),
    WORK_POLICY_MOVED;

    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    WorkCode(Parameter... parameters) {
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
