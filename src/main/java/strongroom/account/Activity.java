package strongroom.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an account last did what, on the wall clock, for people to read; null if never.
 *
 * @param lastRefused an upload that enforcement refused, noted at most once a day
 * @param previousUsed a login with the password before the current one, noted at most once a day
 * @param platform android, ios or desktop, as far as its requests show it
 */
public record Activity(
        @Nullable Instant lastConfig,
        @Nullable Instant lastUpload,
        @Nullable Instant lastDelete,
        @Nullable Instant lastRead,
        @Nullable Instant lastRefused,
        @Nullable Instant previousUsed,
        @Nullable String platform) {

    /** An account that did nothing yet. */
    public static final Activity NONE = new Activity(null, null, null, null, null, null, null);
}
