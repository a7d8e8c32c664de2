package strongroom.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an account last did what, on the wall clock, for people to read; null if never. */
public record Activity(
        @Nullable Instant lastConfig,
        @Nullable Instant lastUpload,
        @Nullable Instant lastDelete,
        @Nullable Instant lastRead,
        @Nullable String platform) {

    /** An account that did nothing yet. */
    public static final Activity NONE = new Activity(null, null, null, null, null);
}
