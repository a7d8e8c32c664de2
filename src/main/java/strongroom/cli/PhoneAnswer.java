package strongroom.cli;

import org.jspecify.annotations.Nullable;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeBox.Opening;

/** What came of an errand of a phone, as one line and an exit code. */
record PhoneAnswer(Message message, ExitStatus status) {

    static PhoneAnswer of(PhoneResult.Upload result) {
        return switch (result) {
            case PhoneResult.Uploaded(int status, int bytes, PhoneResult.Announced config) ->
                new PhoneAnswer(
                        Message.of(
                                MessageCode.PHONE_UPLOADED,
                                bytes,
                                status,
                                config.maxBackupBytes(),
                                config.retentionDays()),
                        ExitStatus.DONE);
            case PhoneResult.TooLarge(int bytes, long maxBytes) -> failed(MessageCode.PHONE_TOO_LARGE, bytes, maxBytes);
            case PhoneResult.Failure failure -> of(failure);
        };
    }

    static PhoneAnswer of(PhoneResult.Restore result) {
        return switch (result) {
            case PhoneResult.Restored(SafeBackup backup, PhoneResult.@Nullable Failure configFailure) ->
                configFailure == null
                        ? restored(backup.summary())
                        : new PhoneAnswer(Message.of(MessageCode.PHONE_RESTORED_BUT_TOLD_FAILED), ExitStatus.DEGRADED);
            case PhoneResult.Unopened(Opening why) -> of(why);
            case PhoneResult.NoBackup() -> failed(MessageCode.PHONE_NO_BACKUP);
            case PhoneResult.TooShort(int bytes) -> failed(MessageCode.PHONE_TOO_SHORT, bytes);
            case PhoneResult.Failure failure -> of(failure);
        };
    }

    private static PhoneAnswer of(Opening opening) {
        return switch (opening) {
            case Opening.Opened(SafeBackup backup) -> restored(backup.summary());
            case Opening.WrongKeyOrTampered() -> failed(MessageCode.PHONE_KEY_WRONG);
            case Opening.NotGzip() -> failed(MessageCode.PHONE_NOT_GZIP);
            case Opening.NotJson() -> failed(MessageCode.PHONE_NOT_JSON);
            case Opening.TooLarge(int maxBytes) -> failed(MessageCode.PHONE_JSON_TOO_LONG, maxBytes);
        };
    }

    private static PhoneAnswer of(PhoneResult.Failure failure) {
        return switch (failure) {
            case PhoneResult.BadUrl(String why) -> failed(MessageCode.PHONE_BAD_URL, why);
            case PhoneResult.Refused(PhoneResult.Step step, int status) ->
                failed(MessageCode.PHONE_REFUSED, word(step), status);
            case PhoneResult.Redirected(PhoneResult.Step step, int status) ->
                failed(MessageCode.PHONE_REDIRECTED, word(step), status);
            case PhoneResult.MalformedConfig() -> failed(MessageCode.PHONE_CONFIG_MALFORMED);
            case PhoneResult.Unreachable(PhoneResult.Step step, PhoneResult.Reason reason) ->
                failed(MessageCode.PHONE_UNREACHABLE, word(step), reason.sentence());
        };
    }

    private static PhoneAnswer restored(SafeBackup.Summary summary) {
        return new PhoneAnswer(
                Message.of(MessageCode.PHONE_RESTORED, summary.bytes(), summary.contacts(), summary.groups()),
                ExitStatus.DONE);
    }

    private static PhoneAnswer failed(MessageCode code, Object... values) {
        return new PhoneAnswer(Message.of(code, values), ExitStatus.FAILED);
    }

    private static String word(PhoneResult.Step step) {
        return Shown.word(step);
    }
}
