package strongroom.restore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.account.Activity;

/**
 * How far a phone that is waited for has come, as far as the server sees it.
 *
 * @param read when a backup of the account was last read since; null if none was, or if reading was noted less than an hour before
 * @param uploaded when it last uploaded since; null if it did not
 * @param platform android, ios or desktop, as noted since; null if nothing was
 */
public record Comeback(
        Stage stage,
        @Nullable Instant read,
        @Nullable Instant uploaded,
        @Nullable String platform) {

    /** How far. */
    public enum Stage {
        WAITING,
        /** Nothing was seen in the time that it was given. */
        OVERDUE,
        /** A backup was read; an iPhone uploads seconds later, Android about a day (mdm-policy 7.2, 7.3). */
        READ,
        /** It uploaded: what is left is to take the ID away from the device manager. */
        BACK
    }

    /** Derives it from what the account did since. */
    public static Comeback of(Expectation expected, Activity activity, Instant now) {
        Instant read = since(expected, activity.lastRead());
        Instant uploaded = since(expected, activity.lastUpload());
        // The platform is noted with each upload and, once a day, with the configuration: an older note may be of the
        // old phone.
        boolean isNoted = uploaded != null || since(expected, activity.lastConfig()) != null;
        return new Comeback(stage(expected, read, uploaded, now), read, uploaded, isNoted ? activity.platform() : null);
    }

    private static Stage stage(Expectation expected, @Nullable Instant read, @Nullable Instant uploaded, Instant now) {
        if (uploaded != null) {
            return Stage.BACK;
        }
        if (now.isAfter(expected.until())) {
            return Stage.OVERDUE;
        }
        return read == null ? Stage.WAITING : Stage.READ;
    }

    private static @Nullable Instant since(Expectation expected, @Nullable Instant moment) {
        return moment != null && moment.isAfter(expected.since()) ? moment : null;
    }
}
