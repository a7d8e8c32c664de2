package strongroom.message;

import static strongroom.message.Parameter.file;
import static strongroom.message.Parameter.number;
import static strongroom.message.Parameter.text;
import static strongroom.message.Parameter.time;

import java.util.List;

/**
 * What can be said to a person: each code with the arguments of its sentence, in order.
 *
 * <p>Codes are stable: scripts read them from {@code --json} as {@link #toString} writes them ({@code key-exposed}). What each one
 * means is its sentence in {@code messages_en.properties}.
 */
public enum MessageCode implements Code {
    // The key file and the keys in it.
    KEY_MISSING(file("file")),
    KEY_EXPOSED(file("file"), text("mode")),
    KEY_BROKEN(file("file")),
    KEY_DOES_NOT_FIT(file("file"), text("needed")),
    KEY_UNKNOWN(text("key")),
    KEY_NEEDED(text("key"), number("rows")),
    KEY_NEWEST(text("key")),
    KEY_FILE_READ_ONLY(file("file")),
    KEY_CONFIRM_DIFFERS(file("file")),
    KEY_CONFIRM_QUESTION(text("key"), number("first"), number("second")),
    KEY_CONFIRM_MISTYPED,
    KEY_CONFIRMED(text("key")),
    KEY_INSIDE_DATA(file("file"), file("directory")),
    KEY_COPY_UNCONFIRMED(text("key")),
    KEY_ROTATION_CUT_OFF(text("key"), number("rows")),
    KEYS_CHANGED_MEANWHILE,
    WRAPPED_KEY_DAMAGED,
    KEY_EXPORT_WARNING(file("file")),
    KEY_ROTATED(text("key"), number("keys")),
    KEY_ROTATION_FINISHED(text("key"), number("keys")),
    KEY_ROTATION_PLANNED(number("keys")),
    KEY_REMOVED(text("key")),
    KEY_REMOVABLE(text("key")),
    GENERATION_STARTED(text("key")),
    GENERATION_PLANNED(text("key")),
    GENERATION_REMOVED(text("key")),
    GENERATION_UNKNOWN(text("key")),
    GENERATION_NEEDED(text("key"), number("rows")),
    GENERATION_NEWEST(text("key"), text("tenant")),

    // The data directory and its database.
    ALREADY_INITIALISED(file("directory")),
    NOT_INITIALISED(file("directory")),
    DIRECTORY_IN_USE(file("directory")),
    DIRECTORY_OF_ANOTHER_USER(file("directory"), text("owner"), text("command")),
    DIRECTORY_NOT_WRITABLE(file("directory")),
    NETWORK_FILE_SYSTEM(file("directory"), text("type")),
    DISK_FULL(file("directory"), number("free"), number("needed")),
    DATABASE_NEWER(file("directory"), number("found"), number("known")),
    DATABASE_OLDER(file("directory"), number("found"), number("known")),
    DATABASE_BROKEN(file("file")),
    STORE_UNAVAILABLE(text("reason")),
    LIBRARY_NOT_UNPACKED(text("directory")),

    // Files in general.
    FILE_MISSING(file("file")),
    FILE_UNREADABLE(file("file"), text("user")),
    FILE_UNWRITABLE(file("file"), text("user")),
    FILE_EXISTS(file("file")),

    // Listeners and certificates.
    PORT_IN_USE(text("address"), text("setting")),
    PORT_NOT_ALLOWED(text("address"), text("setting")),
    ADDRESS_NOT_HERE(text("address"), text("setting")),
    PEM_WITHOUT_CERTIFICATE(file("file")),
    PEM_CHAIN_BROKEN(file("file")),
    PEM_WITHOUT_KEY(file("file")),
    PEM_KEY_ENCRYPTED(file("file")),
    PEM_KEY_EXPOSED(file("file"), text("mode")),
    TLS_PAIR_MISMATCH(file("certificate"), file("key")),
    CERTIFICATE_EXPIRED(file("file"), time("expired")),
    CERTIFICATE_NOT_YET_VALID(file("file"), time("from")),

    // The configuration.
    CONFIG_MISSING(file("file")),
    CONFIG_UNREADABLE(file("file")),
    CONFIG_BROKEN(text("where")),
    CONFIG_INCLUDE(text("where")),
    CONFIG_UNRESOLVED(text("where")),
    SETTING_UNKNOWN(text("where"), text("setting"), text("nearest")),
    SETTING_OF_A_TENANT(text("where"), text("setting")),
    SETTING_REMOVED(text("where"), text("setting"), text("successor")),
    SETTING_IS_A_GROUP(text("where"), text("setting"), text("nearest")),
    SETTING_NEEDS_A_VALUE(text("where"), text("setting"), text("standard")),
    SETTING_NOT_ONE_VALUE(text("where"), text("setting"), text("standard")),
    SETTING_NOT_A_LIST(text("where"), text("setting")),
    SETTING_NOT_A_CHOICE(text("where"), text("setting"), text("value"), text("choices")),
    SETTING_NOT_A_NUMBER(text("where"), text("setting"), text("value"), number("least"), number("most")),
    SETTING_NOT_A_SIZE(text("where"), text("setting"), text("value"), text("least"), text("most")),
    SETTING_NOT_A_DURATION(text("where"), text("setting"), text("value"), text("least"), text("most")),
    SETTING_NOT_AN_ADDRESS(text("where"), text("setting"), text("value")),
    SETTING_NOT_A_NETWORK(text("where"), text("setting"), text("value")),
    SETTING_NOT_AN_ORIGIN(text("where"), text("setting"), text("value")),
    SETTING_NOT_A_PATH(text("where"), text("setting"), text("value")),
    SETTINGS_TLS_HALF(text("present"), text("absent")),
    SETTINGS_SAME_ADDRESS(text("address")),
    SETTINGS_PLAIN_HTTP(text("address")),
    SETTINGS_PLAIN_ADMIN(text("address")),

    // Tenants.
    TENANT_UNKNOWN(text("tenant")),
    TENANT_IS_DEFAULT(text("tenant")),
    NAME_TAKEN(text("name"), text("tenant")),
    SLUG_MALFORMED(text("slug")),
    SLUG_RESERVED(text("slug")),
    TENANT_SETTING_UNKNOWN(text("setting"), text("nearest")),
    TENANT_SETTING_INVALID(text("setting"), text("value"), text("form")),
    TENANT_OPEN_WITHOUT_LIMIT(text("tenant")),
    TENANT_KEEPS_DEFAULT(text("tenant"), text("name")),
    TENANT_HOST_INVALID(text("host")),
    TENANT_PATH_INVALID(text("path")),
    TENANT_RETENTION_SHORT(number("days"), number("least")),
    TENANT_HELD(text("tenant")),
    TENANT_REMOVAL_UNCONFIRMED(text("tenant"), number("accounts"), number("backups")),
    TENANT_ADDED(text("tenant")),
    TENANT_SETTING_CHANGED(text("tenant"), text("setting"), text("before"), text("after")),
    TENANT_UNCHANGED(text("tenant")),
    TENANT_RENAMED(text("before"), text("after")),
    TENANT_REMOVED(text("tenant"), number("accounts"), number("backups")),
    TENANT_WOULD_BE_REMOVED(text("tenant"), number("accounts"), number("backups")),
    PUBLIC_URL_DIFFERS(text("given"), text("stored")),
    PUBLIC_URL_NOT_SET(text("given")),
    PUBLIC_URL_NOT_CANONICAL(text("given"), text("canonical")),
    PUBLIC_URL_INVALID(text("given")),

    // Accounts and their passwords.
    ACCOUNT_UNKNOWN(text("account"), text("tenant")),
    ACCOUNT_EXISTS(text("account"), text("tenant")),
    ACCOUNT_SETTING_UNKNOWN(text("setting"), text("nearest")),
    ACCOUNT_SETTING_INVALID(text("setting"), text("value"), text("form")),
    USER_NAME_COLON(text("name")),
    USER_NAME_MALFORMED(text("name")),
    ACCOUNT_PASSWORD_GENERATED,
    ACCOUNT_PASSWORD_TYPED(text("account"), text("tenant")),
    ACCOUNT_TOOK_OVER(text("account"), text("csi")),
    ACCOUNT_CHANGED(text("account"), text("setting"), text("before"), text("after")),
    ACCOUNT_UNCHANGED(text("account")),
    ACCOUNT_RENAMED(text("before"), text("after")),
    ACCOUNT_RENAMED_UNTIL(text("before"), text("after"), time("until")),
    ACCOUNT_REMOVED(text("account"), number("backups")),
    ACCOUNT_WOULD_BE_REMOVED(text("account"), number("backups")),
    ACCOUNT_REMOVED_HELD(text("id"), text("tenant")),
    OVERLAP_MALFORMED(text("value")),
    PASSWORD_PROMPT(text("account")),
    PASSWORD_EMPTY,
    PASSWORD_TOO_SHORT(number("least")),
    PASSWORD_TOO_LONG(number("most")),
    PASSWORD_CONTROL_CHARACTER,
    PASSWORD_NOT_LATIN,
    PASSWORD_AMBIGUOUS,
    PASSWORD_UNREADABLE,

    // Backups, versions and trash.
    HANDLE_MALFORMED(text("handle")),
    HANDLE_UNKNOWN(text("handle")),
    BACKUP_HELD(text("handle")),
    BACKUP_NOT_IN_TRASH(text("handle")),
    VERSION_UNKNOWN(text("handle"), number("revision")),
    TIME_MALFORMED(text("value")),
    BRAKE_HELD(number("due"), number("limit")),
    CONFIRM_DIFFERS(number("given"), number("due")),
    CONFIRM_NEEDED(number("due")),
    BACKUP_IN_TRASH(text("handle")),
    NO_VERSIONS(text("handle")),
    BACKUP_NOW_HELD(text("handle")),
    BACKUP_RELEASED(text("handle")),
    BACKUP_STILL_HELD(text("handle")),
    BACKUP_REVERTED(text("handle"), number("revision"), time("uploaded")),
    TRASH_SELECTION_MISSING,
    TRASH_RESTORED(number("done"), number("found")),
    TRASH_WOULD_RESTORE(number("found")),
    TRASH_PURGED(number("done"), number("held")),
    TRASH_WOULD_PURGE(number("found"), number("held")),
    SWEEP_DONE(number("trashed"), number("purged"), number("pruned")),
    SWEEP_WOULD_DO(number("trashed"), number("purged"), number("pruned")),
    SWEEP_HELD(number("due")),
    SCRUB_CLEAN(number("rows"), number("bytes")),
    SCRUB_DAMAGED(number("damaged"), number("rows")),
    BACKUPS_DAMAGED(number("damaged")),

    // The audit log.
    AUDIT_HEAD_MALFORMED(text("value")),
    AUDIT_INTACT(number("entries"), text("head")),
    AUDIT_EMPTY,
    AUDIT_BROKEN(number("findings")),
    AUDIT_PAYLOAD_EDITED(number("sequence")),
    AUDIT_PAYLOAD_MISSING(number("sequence")),
    AUDIT_LINK_BROKEN(number("sequence")),
    AUDIT_ENTRIES_MISSING(number("sequence"), number("last")),
    AUDIT_OUT_OF_ORDER(number("sequence")),
    AUDIT_CUT_OFF(number("sequence"), number("expected")),
    AUDIT_OTHER_HEAD(number("sequence")),

    // The status.
    STATUS_OK,
    STATUS_NEEDS_ATTENTION(number("problems")),
    STORE_TROUBLE(text("trouble")),
    SYNCS_UNBELIEVABLE(file("directory")),
    STORE_SHORT_OF_ROOM(file("directory"), number("free")),

    // What a phone did.
    IDENTITY_MALFORMED(text("identity")),
    SECRET_FILE_NOT_TEXT(file("file")),
    OPTIONS_BELONG_TOGETHER(text("first"), text("second")),
    CONTACTS_OUT_OF_RANGE(number("contacts")),
    PHONE_FILE_NOT_JSON(file("file")),
    PHONE_FINDING(text("pointer"), text("sentence")),
    PHONE_FILE_FITS(number("contacts"), number("groups")),
    PHONE_FILE_ENCRYPTED(number("bytes")),
    PHONE_FILE_NEITHER(file("file")),
    PHONE_UPLOADED(number("bytes"), number("status"), number("limit"), number("days")),
    PHONE_RESTORED(number("bytes"), number("contacts"), number("groups")),
    PHONE_RESTORED_BUT_TOLD_FAILED,
    PHONE_TOO_LARGE(number("bytes"), number("limit")),
    PHONE_NO_BACKUP,
    PHONE_TOO_SHORT(number("bytes")),
    PHONE_BAD_URL(text("why")),
    PHONE_REFUSED(text("step"), number("status")),
    PHONE_REDIRECTED(text("step"), number("status")),
    PHONE_CONFIG_MALFORMED,
    PHONE_UNREACHABLE(text("step"), text("reason")),
    PHONE_KEY_WRONG,
    PHONE_NOT_GZIP,
    PHONE_NOT_JSON,
    PHONE_JSON_TOO_LONG(number("limit")),

    // The server.
    FIRST_LOGIN(text("account"), text("password")),
    FIRST_LOGIN_WRITTEN(file("file")),

    // The rest.
    ASSIGNMENT_MALFORMED(text("words")),
    CHANGED_MEANWHILE,
    OPTIONS_EXCLUDE(text("first"), text("second")),
    OUTPUT_LOST,
    UNEXPECTED(text("kind"));

    // List.of makes it immutable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    MessageCode(Parameter... parameters) {
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
