package strongroom.coverage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live backup of an account.
 *
 * @param longestDays the longest retention that was announced at its last upload or since
 */
public record Live(Instant uploadedAt, int longestDays, Turns turns) {

    /**
     * When its writer changed: another account or platform uploaded than the one before.
     *
     * @param last null if it never did
     * @param before the change before that, null if there was none
     */
    public record Turns(@Nullable Instant last, @Nullable Instant before) {

        /** It always had the same writer. */
        public static final Turns NONE = new Turns(null, null);

        /** Tells whether two phones write it by turns: there and back again, lately. A changed phone does not come back. */
        public boolean areTwoPhones(Instant now) {
            return last != null
                    && Thresholds.isWithin(before, Thresholds.TURNS, last)
                    && Thresholds.isWithin(last, Thresholds.TURNS, now);
        }
    }
}
