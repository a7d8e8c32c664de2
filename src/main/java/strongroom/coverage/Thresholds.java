package strongroom.coverage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Platform;

/** How old signs of phones may be (mdm-policy 6.3; the rhythm of uploads is in 3.4). */
public final class Thresholds {

    /** An upload this recent shows that all is well (6.3). */
    public static final Duration RECENT_UPLOAD = Duration.ofDays(7);

    /** So does a {@code /config}, which Android asks for every day (6.3; 3.4). */
    public static final Duration RECENT_CONFIG = Duration.ofDays(3);

    /** What a phone may be late for an upload that is due (6.3): it was switched off, or its owner away. */
    public static final Duration LATENESS = Duration.ofDays(7);

    /**
     * Within this time of an upload a delete is taken for the one of an iPhone whose login changed, which can overtake the upload that
     * follows it (3.3).
     */
    public static final Duration RACE = Duration.ofMinutes(10);

    /** A phone that was refused tries again every day (3.4); after this time without a try it has stopped. */
    public static final Duration RECENT_REFUSAL = Duration.ofDays(7);

    /** Two turns within this time are two phones and not a changed one (R17, W58); without another one they are over after it. */
    public static final Duration TURNS = Duration.ofDays(14);

    private Thresholds() {}

    /**
     * Returns how long after an upload the next one is due at the latest, lateness included. Of unchanged data Android makes it after
     * half the announced days and an iPhone after all of them (3.4); for an unknown phone the longer time holds.
     *
     * @param announcedDays what is announced now, which Android learns within a day
     * @param longestDays the longest announced at that upload or since: an iPhone learns nothing new before its next one
     */
    static Duration untilNextUpload(@Nullable Platform platform, int announcedDays, int longestDays) {
        Duration due = platform == Platform.ANDROID
                ? Duration.ofDays(announcedDays).dividedBy(2)
                : Duration.ofDays(longestDays);
        return due.plus(LATENESS);
    }

    /** Tells whether something happened within that time; what lies in the future did. */
    static boolean isWithin(@Nullable Instant when, Duration time, Instant now) {
        return when != null && !when.isBefore(now.minus(time));
    }
}
