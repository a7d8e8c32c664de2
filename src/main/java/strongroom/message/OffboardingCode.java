package strongroom.message;

import static strongroom.message.Parameter.number;
import static strongroom.message.Parameter.text;
import static strongroom.message.Parameter.time;

import java.util.List;

/** What can be said about people who leave: each code with the arguments of its sentence, in order. Codes are stable. */
public enum OffboardingCode implements Code {
    // What stands in the way.
    OFFBOARD_WHO_MISSING,
    OFFBOARD_DECISION_MISSING(text("option")),
    OFFBOARD_WORD_WRONG(text("what"), text("value"), text("form")),
    OFFBOARD_ROW_WORD_WRONG(text("place"), text("what"), text("value"), text("form")),
    OFFBOARD_ROW_UNKNOWN(text("place"), text("account"), text("tenant")),
    OFFBOARD_COLUMN_UNKNOWN(text("column"), text("nearest")),
    OFFBOARD_COLUMN_TWICE(text("column")),
    OFFBOARD_COLUMN_MISSING(text("column")),
    OFFBOARD_ACCOUNT_TWICE(text("account")),
    OFFBOARD_NOT_PERSONAL(text("account"), text("kind")),
    OFFBOARD_HELD(text("account")),
    OFFBOARD_DETACHED(text("account")),
    OFFBOARD_NONE(text("account")),
    OFFBOARD_DONE_ALREADY(text("account"), time("done")),
    OFFBOARD_UNCONFIRMED(number("accounts")),
    OFFBOARD_CONFIRM_DIFFERS(number("given"), number("accounts")),

    // What an administrator should know before.
    OFFBOARD_NO_TIME(text("accounts")),
    OFFBOARD_USELESS(text("accounts")),
    OFFBOARD_REVOKED_BEFORE(text("accounts")),

    // What was done.
    OFFBOARD_DRY_RUN,
    OFFBOARD_BEGUN(number("pending"), number("waiting"), number("done")),
    OFFBOARD_WAITS(text("account")),
    OFFBOARD_OVERTAKEN(text("account")),
    OFFBOARD_STOPPED(number("done"), number("accounts")),
    OFFBOARD_CANCELLED(text("account")),
    OFFBOARD_NOTHING_DUE,
    OFFBOARD_DUE(number("due")),

    // What it does not reach.
    LEAVES_PHONE,
    LEAVES_DIRECTORY,
    LEAVES_COPIES,
    LEAVES_EVENTS,
    LEAVES_OTHERS,
    LEAVES_PAGES,

    // What is done elsewhere, in this order.
    STEP_TELL(time("due")),
    STEP_REVOKE(text("call")),
    STEP_DETACH(text("call")),
    STEP_CREDENTIAL(text("call")),
    STEP_WIPE,
    STEP_PARAMETERS(text("call")),

    // What is handed out and erased.
    ERASE_UNCONFIRMED(text("account"), number("backups")),
    ERASE_CONFIRM_DIFFERS(number("given")),
    ERASE_HELD(text("account")),
    ERASE_DRY_RUN(text("account")),
    ERASED(text("id"), number("backups"), number("versions"), number("payloads")),
    ERASED_ALREADY(text("id")),
    ERASE_CHAIN_INTACT(number("entries"), text("head")),
    ERASE_CHAIN_BROKEN(number("findings")),
    DISCLOSED(text("account"));

    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    OffboardingCode(Parameter... parameters) {
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
