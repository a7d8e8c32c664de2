package strongroom.admin;

import java.time.Instant;
import java.util.List;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;
import strongroom.work.BaseUrl;
import strongroom.work.CallBudget;
import strongroom.work.WorkFailure;

/** Why a call of the Work API failed, as sentences. */
final class WorkSentences {

    private WorkSentences() {}

    static Refusal refusal(WorkFailure why, BaseUrl url, Instant now) {
        return new Refusal(ExitStatus.FAILED, List.of(of(why, url, now)));
    }

    static Message of(WorkFailure why, BaseUrl url, Instant now) {
        return switch (why) {
            case WorkFailure.BadKey() -> Message.of(WorkCode.WORK_BAD_KEY, url.toString());
            case WorkFailure.Forbidden(String said) -> Message.of(WorkCode.WORK_FORBIDDEN, spoken(said));
            case WorkFailure.Missing(String path) ->
                Message.of(WorkCode.WORK_MISSING, path.isEmpty() ? "/" : path, url.toString());
            case WorkFailure.Refused(int status, String said) ->
                Message.of(WorkCode.WORK_REFUSED, status, spoken(said));
            case WorkFailure.Limited(Instant until) ->
                until == null ? Message.of(WorkCode.WORK_LIMITED) : Message.of(WorkCode.WORK_LIMITED_UNTIL, until);
            case WorkFailure.Spent() -> Message.of(WorkCode.WORK_SPENT, CallBudget.MOST, tomorrow(now));
            case WorkFailure.Redirected(int status) -> Message.of(WorkCode.WORK_REDIRECTED, url.toString(), status);
            case WorkFailure.Untrusted(String said) -> Message.of(WorkCode.WORK_UNTRUSTED, url.toString(), said);
            case WorkFailure.Unavailable(String said) -> Message.of(WorkCode.WORK_UNAVAILABLE, url.toString(), said);
            case WorkFailure.Strange(String path, String what) -> Message.of(WorkCode.WORK_STRANGE, path, what);
            case WorkFailure.Moving(String path) -> Message.of(WorkCode.WORK_MOVING, path);
        };
    }

    private static String spoken(String said) {
        return said.isBlank() ? "(nothing)" : said;
    }

    private static Instant tomorrow(Instant now) {
        return Instant.ofEpochSecond((WorkOperations.day(now) + 1) * WorkReading.DAY_SECONDS);
    }
}
