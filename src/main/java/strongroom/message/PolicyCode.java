package strongroom.message;

import static strongroom.message.Parameter.file;
import static strongroom.message.Parameter.number;
import static strongroom.message.Parameter.text;

import java.util.List;
import java.util.Locale;

/** What can be said about policies: each code with the arguments of its sentence, in order. Codes are stable, as those of {@link MessageCode}. */
public enum PolicyCode implements Code {
    // What is said of a policy and of changes to it.
    POLICY_PARAMETER_UNKNOWN(text("parameter"), text("nearest")),
    POLICY_PARAMETER_TWICE(text("parameter")),
    POLICY_EXTERNAL_ONLY(text("parameter")),
    POLICY_VALUE_NOT_TRUTH(text("parameter"), text("form")),
    POLICY_VALUE_TOO_LONG(text("parameter"), number("most")),
    POLICY_VALUE_EMPTY(text("parameter")),
    POLICY_VALUE_NO_REGEX(text("parameter")),
    POLICY_SECRET_IN_WORDS(text("parameter")),
    POLICY_SECRET_NOT_TEXT(text("parameter")),
    POLICY_FILE_IS_DIRECTORY(file("file")),
    POLICY_ONE_INPUT,
    POLICY_OVERRIDE_OF_ACCOUNT,
    POLICY_WARNING_UNKNOWN(text("warning")),
    POLICY_VALUE_UNPRINTABLE(text("parameter")),
    POLICY_STOPS_EVERYBODY(text("warning")),
    POLICY_STOPS_ACCOUNTS(text("warning"), number("count"), text("accounts")),
    POLICY_BLOCKED(text("accept")),
    POLICY_UNCONFIRMED(number("accounts")),
    POLICY_CONFIRM_DIFFERS(number("given"), number("accounts")),
    POLICY_UNCHANGED,
    POLICY_NOT_CHANGED,
    POLICY_EMPTY,
    POLICY_CLEAN,
    POLICY_NO_REACTION,
    POLICY_CONCERNED(number("accounts")),
    POLICY_FILE_NOT_ONE(file("file")),
    POLICY_INPUT_UNREADABLE,
    POLICY_LINE_NOT_AN_OBJECT(number("line")),
    POLICY_LINE_VALUE(number("line"), text("parameter")),
    POLICY_LINE_UNKNOWN(number("line"), text("parameter"), text("nearest")),

    // What is wrong with a file of parameters, and what is said of an export.
    FLAW_NOT_UTF8(text("place")),
    FLAW_BINARY_PLIST(text("place")),
    FLAW_MALFORMED(text("place"), text("syntax")),
    FLAW_OTHER_SHAPE(text("place"), text("format")),
    FLAW_TOO_DEEP(text("place")),
    FLAW_TOO_MUCH(text("place")),
    FLAW_UNKNOWN_KEY(text("place"), text("parameter"), text("nearest")),
    FLAW_DUPLICATE_KEY(text("place"), text("parameter")),
    FLAW_NESTED_VALUE(text("place"), text("parameter")),
    FLAW_OTHER_VALUE(text("place"), text("parameter")),
    FLAW_UNKNOWN_TYPE(text("place")),
    FLAW_EXTERNAL_ONLY(text("place"), text("parameter")),
    FLAW_NO_LICENSE_COLUMN(text("place")),
    FLAW_DUPLICATE_COLUMN(text("place"), text("column")),
    FLAW_DUPLICATE_CREDENTIAL(text("place"), text("credential")),
    FLAW_ACCOUNT_TWICE(text("place"), text("account")),
    FLAW_OTHER_CELL_COUNT(text("place"), number("cells"), number("wanted")),
    FLAW_UNKNOWN_CREDENTIAL(text("place"), text("credential")),
    FLAW_MISTYPED(text("place"), text("parameter"), text("type"), text("warning")),
    FLAW_NOT_CONVERTIBLE(text("place"), text("parameter"), text("type")),
    FLAW_NO_REGEX(text("place"), text("parameter")),
    FLAW_UNPRINTABLE(text("place"), text("parameter")),
    FLAW_TOO_LONG(text("place"), text("parameter"), number("most")),
    FLAW_AND_MORE(number("count")),
    POLICY_STOPPED_HALFWAY(number("steps")),
    POLICY_FORMAT_UNKNOWN(text("format"), text("formats")),
    POLICY_PLATFORM_UNREACHED(text("format"), text("platform")),
    POLICY_PACKAGE_MALFORMED(text("name")),
    POLICY_ACCOUNT_UNUSED,
    POLICY_BASE_NEEDED,
    POLICY_BASE_UNUSED,
    POLICY_UNWRITABLE(text("parameter"), text("character")),
    POLICY_OMITTED(text("parameters")),
    POLICY_PLACEHOLDERS(text("parameters")),
    POLICY_SECRET_IN_EXPORT,
    POLICY_ROWLESS(text("accounts")),
    POLICY_FOREIGN_ROWS(text("credentials")),
    POLICY_NO_ROW_FOR_EVERYBODY,
    POLICY_FILE_TOO_LARGE(file("file")),

    // Why a warning is raised; the numbers are those of the warnings.
    POLICY_W01,
    POLICY_W02,
    POLICY_W03,
    POLICY_W04,
    POLICY_W05,
    POLICY_W06,
    POLICY_W07,
    POLICY_W08,
    POLICY_W09,
    POLICY_W10,
    POLICY_W11,
    POLICY_W12,
    POLICY_W13,
    POLICY_W20,
    POLICY_W21,
    POLICY_W22,
    POLICY_W23,
    POLICY_W24,
    POLICY_W25,
    POLICY_W26,
    POLICY_W27,
    POLICY_W28,
    POLICY_W29,
    POLICY_W30,
    POLICY_W31,
    POLICY_W32,
    POLICY_W33,
    POLICY_W34,
    POLICY_W35,
    POLICY_W36,
    POLICY_W37,
    POLICY_W38,
    POLICY_W39,
    POLICY_W40,
    POLICY_W41,
    POLICY_W50,
    POLICY_W51,
    POLICY_W52,
    POLICY_W53,
    POLICY_W54,
    POLICY_W55,
    POLICY_W56,
    POLICY_W57,
    POLICY_W58,
    POLICY_W59,
    POLICY_W60,
    POLICY_W61,
    POLICY_W62,
    POLICY_W63,
    POLICY_W64,
    POLICY_W65,
    POLICY_W66,
    POLICY_W67,
    POLICY_W68,
    POLICY_W69,

    // What phones do under a policy, and why.
    PHONE_BACKUP_ALLOWED_SAFE_UNSET,
    PHONE_BACKUP_FORBIDDEN_BACKUPS_DISABLED,
    PHONE_BACKUP_FORBIDDEN_SAFE_FALSE,
    PHONE_BACKUP_FORCED_SAFE_TRUE,
    PHONE_RESTORE_DISABLED_BACKUPS_DISABLED,
    PHONE_RESTORE_DISABLED_RESTORE_FALSE,
    PHONE_RESTORE_ALLOWED_NO_RESTORE_ID,
    PHONE_RESTORE_FORCED_PROMPT_RESTORE_ID_ALONE,
    PHONE_RESTORE_AUTO_RESTORE_ID_AND_PASSWORD,
    PHONE_SERVER_PRESET,
    PHONE_SERVER_NOT_PRESET,
    PHONE_SERVER_WITHOUT_BACKUP,
    PHONE_PASSWORD_PRESET,
    PHONE_PASSWORD_NOT_PRESET,
    PHONE_PASSWORD_WITHOUT_BACKUP,
    PHONE_IGNORES_AFTERWARDS(text("parameters")),

    // What a user meets when a phone is set up.
    SET_UP_OFF,
    SET_UP_OPTIONAL_PAGE,
    SET_UP_OFF_UNTIL_LATER,
    SET_UP_MANDATORY_PAGE,
    SET_UP_PASSWORD_AFTER_WIZARD,
    SET_UP_MANAGED_WITH_CONSENT,
    SET_UP_MANAGED,
    SET_UP_MANAGED_AT_NEXT_LAUNCH,

    // In what the platforms differ.
    DIFFERENCE_PASSWORD_LENGTH,
    DIFFERENCE_RESTORE_WITHOUT_BACKUPS,
    DIFFERENCE_PASSWORD_WITHOUT_ENABLE,
    DIFFERENCE_CONSENT,
    DIFFERENCE_TEXT_AS_TRUTH,
    DIFFERENCE_SERVER_CHOICE,
    DIFFERENCE_URL_REPAIR,
    DIFFERENCE_PATTERN,
    DIFFERENCE_PATTERN_FIELDS,
    DIFFERENCE_PATTERN_SHORT,
    DIFFERENCE_RESTORE_FAILURE,
    DIFFERENCE_WHEN_IT_TAKES_EFFECT,
    DIFFERENCE_DELETE_ON_CHANGE,
    DIFFERENCE_SAFE_SCREEN,
    DIFFERENCE_URL_REMOVED,
    DIFFERENCE_SYNC_WITHOUT_PARAMETERS,

    // What phones do when a policy changes.
    REACTION_ANDROID_MOVES_WITH_MANAGED_PASSWORD,
    REACTION_ANDROID_MOVES_WITH_OWN_PASSWORD,
    REACTION_ANDROID_MOVES_LATER,
    REACTION_ANDROID_TAKES_NEW_LOGIN,
    REACTION_ANDROID_GOES_ON,
    REACTION_ANDROID_WAITS_FOR_USER,
    REACTION_ANDROID_IS_FORCED_WITH_MANAGED_PASSWORD,
    REACTION_ANDROID_IS_FORCED_WITH_OWN_PASSWORD,
    REACTION_ANDROID_TAKES_PASSWORD_SILENTLY,
    REACTION_ANDROID_ASKS_ABOUT_PASSWORD,
    REACTION_ANDROID_MOVES_TO_THREEMA,
    REACTION_ANDROID_FORGETS_OWN_SERVER,
    REACTION_ANDROID_KEEPS_LAST_SETTINGS,
    REACTION_IOS_MOVES_WITH_MANAGED_PASSWORD,
    REACTION_IOS_LOSES_KEY_AND_ASKS,
    REACTION_IOS_LOSES_KEY_SILENTLY,
    REACTION_IOS_IS_FORBIDDEN,
    REACTION_IOS_STAYS_ON_OLD_SERVER,
    REACTION_IOS_LEAVES_THREEMA,
    REACTION_IOS_IS_FORCED_WITH_MANAGED_PASSWORD,
    REACTION_IOS_IS_FORCED_WITH_OWN_PASSWORD,
    REACTION_IOS_WAITS_FOR_USER,
    REACTION_IOS_ASKS_TO_ADOPT_PASSWORD,
    REACTION_IOS_ASKS_TO_ADOPT_EMPTY_PASSWORD;

    private final String code;
    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    PolicyCode(Parameter... parameters) {
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.parameters = List.of(parameters);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns the code as programs read it: lower-case words with hyphens. */
    @Override
    public String toString() {
        return code;
    }
}
