package strongroom.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Activity;
import strongroom.mdm.Platform;

/**
 * What is to be thought of one person's account.
 *
 * @param isRace whether it was deleted so soon after an upload that nobody may have wanted it
 * @param deadline when its newest live backup turns stale; null if it has none
 * @param isOverdue whether that has passed although the phone still asks for {@code /config}: it cannot upload
 */
public record Verdict(State state, boolean isRace, @Nullable Instant deadline, boolean isOverdue) {

    /**
     * Judges an account.
     *
     * @param live its live backups
     * @param announcedDays the retention that is announced now
     */
    public static Verdict of(Activity activity, Duty duty, List<Live> live, int announcedDays, Instant now) {
        Live newest = live.stream().max(Comparator.comparing(Live::uploadedAt)).orElse(null);
        Instant deadline = newest == null ? null : deadline(newest, platform(activity), announcedDays);
        if (duty == Duty.FORBIDDEN && Thresholds.isWithin(activity.lastRefused(), Thresholds.RECENT_REFUSAL, now)) {
            return new Verdict(State.FOREIGN, false, deadline, false);
        }
        if (duty.mayUpload() && isDeleted(activity, newest)) {
            return new Verdict(State.DELETED, isRace(activity), deadline, false);
        }
        if (newest == null || deadline == null) {
            return new Verdict(duty == Duty.MUST ? State.MISSING : State.NONE, false, null, false);
        }
        boolean isPast = now.isAfter(deadline);
        boolean isHeardOf = Thresholds.isWithin(newest.uploadedAt(), Thresholds.RECENT_UPLOAD, now)
                || Thresholds.isWithin(activity.lastConfig(), Thresholds.RECENT_CONFIG, now);
        if (isHeardOf) {
            return new Verdict(State.PROTECTED, false, deadline, isPast);
        }
        return new Verdict(isPast ? State.STALE : State.QUIET, false, deadline, false);
    }

    /**
     * Tells whether what was uploaded last was deleted, and nothing since. An older backup may still be there, left over from another
     * password (mdm-policy 3.2), and protects nobody; but a backup that came and went within minutes beside another one was for a
     * second device to be linked (3.3).
     */
    private static boolean isDeleted(Activity activity, @Nullable Live newest) {
        Instant deleted = activity.lastDelete();
        Instant uploaded = activity.lastUpload();
        if (deleted == null || (uploaded != null && deleted.isBefore(uploaded))) {
            return false;
        }
        return newest == null || (uploaded != null && newest.uploadedAt().isBefore(uploaded) && !isRace(activity));
    }

    private static boolean isRace(Activity activity) {
        Instant deleted = activity.lastDelete();
        Instant uploaded = activity.lastUpload();
        return deleted != null
                && uploaded != null
                && Duration.between(uploaded, deleted).compareTo(Thresholds.RACE) <= 0;
    }

    private static Instant deadline(Live newest, @Nullable Platform platform, int announcedDays) {
        return newest.uploadedAt().plus(Thresholds.untilNextUpload(platform, announcedDays, newest.longestDays()));
    }

    /** Returns the app that an account was seen to use; null if it was none that reads policies. */
    public static @Nullable Platform platform(Activity activity) {
        for (Platform platform : Platform.values()) {
            if (platform.toString().equals(activity.platform())) {
                return platform;
            }
        }
        return null;
    }
}
