package strongroom.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import strongroom.message.Message;
import strongroom.message.RestoreCode;
import strongroom.restore.Comeback;
import strongroom.restore.Finding;
import strongroom.restore.Kept;
import strongroom.restore.State;

/** The sentences of a plan to restore: each finding has one, and each stage of a phone that is waited for. */
public final class RestoreSentences {

    private RestoreSentences() {}

    /** Says what was found, and what to do. */
    public static Message of(Finding finding) {
        return switch (finding) {
            case Finding.OfPolicy of -> PolicySentences.of(of.warning());
            case Finding.OfTyped of ->
                Message.of(of.hasPassword() ? RestoreCode.RESTORE_TYPED_RIGHT : RestoreCode.RESTORE_IDENTITY_RIGHT);
            case Finding.OfSettings of -> ofSettings(of);
            case Finding.OfBackup of -> ofBackup(of);
            case Finding.OfAge of -> ofAge(of);
            case Finding.OfServer of -> ofServer(of);
            case Finding.OfContent of -> ofContent(of);
            case Finding.OfReading of -> ofReading(of);
            case Finding.OldPhone of -> Message.of(RestoreCode.RESTORE_OLD_PHONE);
            case Finding.Afterwards of ->
                of.account() == null
                        ? Message.of(RestoreCode.RESTORE_AFTERWARDS)
                        : Message.of(RestoreCode.RESTORE_AFTERWARDS_OF, of.account());
        };
    }

    /** Says how far a phone is, and what to do. */
    public static Message of(Comeback.Stage stage, String account) {
        return switch (stage) {
            case WAITING -> Message.of(RestoreCode.RESTORE_WAITING, account);
            case OVERDUE -> Message.of(RestoreCode.RESTORE_OVERDUE, account);
            case READ -> Message.of(RestoreCode.RESTORE_READ, account);
            case BACK -> Message.of(RestoreCode.RESTORE_BACK, account);
        };
    }

    private static Message ofSettings(Finding.OfSettings finding) {
        return switch (finding) {
            case Finding.SettingsRight of -> Message.of(RestoreCode.RESTORE_SETTINGS_RIGHT);
            case Finding.SettingsUnknown of -> Message.of(RestoreCode.RESTORE_SETTINGS_UNKNOWN);
            case Finding.OtherIdentity of -> Message.of(RestoreCode.RESTORE_OTHER_IDENTITY);
        };
    }

    private static Message ofBackup(Finding.OfBackup finding) {
        return switch (finding) {
            case Finding.Stored of -> stored(of.kept());
            case Finding.Served of ->
                Message.of(
                        RestoreCode.RESTORE_SERVED,
                        of.bytes() == null ? "not told" : of.bytes().toString());
            case Finding.NotStored of -> Message.of(RestoreCode.RESTORE_NOT_STORED, of.tenant());
            case Finding.NotServed of -> Message.of(RestoreCode.RESTORE_NOT_SERVED);
            case Finding.Withheld of ->
                Message.of(RestoreCode.RESTORE_WITHHELD, of.handle().toString());
            case Finding.ServedElsewhere of -> Message.of(RestoreCode.RESTORE_SERVED_ELSEWHERE, of.tenant());
            case Finding.Trashed of ->
                Message.of(
                        RestoreCode.RESTORE_TRASHED,
                        of.handle().toString(),
                        of.since(),
                        time(of.purged(), "not while it is held"));
            case Finding.Damaged of ->
                Message.of(RestoreCode.RESTORE_DAMAGED, of.handle().toString());
            case Finding.TooLarge of -> Message.of(RestoreCode.RESTORE_TOO_LARGE, of.bytes(), of.limit());
            case Finding.TooShort of -> Message.of(RestoreCode.RESTORE_TOO_SHORT, of.bytes());
            case Finding.Ending of ->
                Message.of(RestoreCode.RESTORE_ENDING, of.handle().toString(), of.ends());
            case Finding.Expired of ->
                Message.of(RestoreCode.RESTORE_EXPIRED, of.handle().toString(), of.ended());
            case Finding.EndUnknown of -> Message.of(RestoreCode.RESTORE_END_UNKNOWN);
            case Finding.NobodyKnows of -> Message.of(RestoreCode.RESTORE_NOBODY_KNOWS);
            case Finding.OfAnother of -> Message.of(RestoreCode.RESTORE_OF_ANOTHER, of.owner(), of.account());
            case Finding.AccountHas of ->
                Message.of(RestoreCode.RESTORE_ACCOUNT_HAS, of.account(), of.live(), of.newest());
            case Finding.AccountHasNone of ->
                Message.of(RestoreCode.RESTORE_ACCOUNT_HAS_NONE, of.account(), of.trashed());
        };
    }

    private static Message stored(Kept kept) {
        String account = kept.account();
        return Message.of(
                RestoreCode.RESTORE_STORED,
                kept.handle().toString(),
                kept.bytes(),
                kept.times().uploaded(),
                account == null ? "-" : account,
                kept.versions(),
                time(kept.times().ends(), "held"));
    }

    private static String time(@Nullable Instant time, String otherwise) {
        return time == null ? otherwise : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Message ofAge(Finding.OfAge finding) {
        return switch (finding) {
            case Finding.Fresh of -> Message.of(RestoreCode.RESTORE_FRESH, of.uploaded());
            case Finding.Old of -> Message.of(RestoreCode.RESTORE_OLD, of.uploaded(), of.days());
            case Finding.AgeUnknown of -> Message.of(RestoreCode.RESTORE_AGE_UNKNOWN);
        };
    }

    private static Message ofServer(Finding.OfServer finding) {
        return switch (finding) {
            case Finding.LoginTaken of -> Message.of(RestoreCode.RESTORE_LOGIN_TAKEN, of.url());
            case Finding.NoLoginWanted of -> Message.of(RestoreCode.RESTORE_NO_LOGIN_WANTED, of.url());
            case Finding.LoginRefused of -> Message.of(RestoreCode.RESTORE_LOGIN_REFUSED, of.url());
            case Finding.LoginMissing of -> Message.of(RestoreCode.RESTORE_LOGIN_MISSING, of.url());
            case Finding.Refused of -> Message.of(RestoreCode.RESTORE_SERVER_REFUSED, of.url(), of.status());
            case Finding.Busy of -> Message.of(RestoreCode.RESTORE_SERVER_BUSY, of.url(), of.status());
            case Finding.Redirected of -> Message.of(RestoreCode.RESTORE_SERVER_REDIRECTED, of.url(), of.status());
            case Finding.NoSafeServer of -> Message.of(RestoreCode.RESTORE_SERVER_NO_SAFE_SERVER, of.url());
            case Finding.Unreachable of -> Message.of(RestoreCode.RESTORE_SERVER_UNREACHABLE, of.url(), of.reason());
            case Finding.UrlUnusable of -> Message.of(RestoreCode.RESTORE_SERVER_URL_UNUSABLE, of.url(), of.why());
            case Finding.NotAsked of -> Message.of(RestoreCode.RESTORE_SERVER_NOT_ASKED);
            case Finding.UrlDiffers of -> Message.of(RestoreCode.RESTORE_URL_DIFFERS, of.asked(), of.given());
        };
    }

    private static Message ofContent(Finding.OfContent finding) {
        return switch (finding) {
            case Finding.Opened of -> Message.of(RestoreCode.RESTORE_OPENED, of.contacts(), of.groups());
            case Finding.NotOpened of -> Message.of(RestoreCode.RESTORE_NOT_OPENED);
            case Finding.NotOpenable of -> Message.of(RestoreCode.RESTORE_NOT_OPENABLE);
            case Finding.KeyWrong of -> Message.of(RestoreCode.RESTORE_KEY_WRONG);
            case Finding.Broken of -> Message.of(RestoreCode.RESTORE_BROKEN);
            case Finding.OtherVersion of -> Message.of(RestoreCode.RESTORE_OTHER_VERSION, of.version());
            case Finding.PrivateKeyMissing of -> Message.of(RestoreCode.RESTORE_PRIVATE_KEY_MISSING);
            case Finding.NotDownloaded of -> Message.of(RestoreCode.RESTORE_NOT_DOWNLOADED);
        };
    }

    private static Message ofReading(Finding.OfReading finding) {
        return switch (finding) {
            case Finding.ReadingOpen of -> Message.of(RestoreCode.RESTORE_READING_OPEN);
            case Finding.ReadingNeedsLogin of ->
                Message.of(
                        of.state() == State.STOPS
                                ? RestoreCode.RESTORE_READING_NEEDS_LOGIN
                                : RestoreCode.RESTORE_READING_NEEDS_LOGIN_ON_ANDROID);
            case Finding.ReadingUnknown of -> Message.of(RestoreCode.RESTORE_READING_UNKNOWN);
        };
    }
}
