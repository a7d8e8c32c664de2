package strongroom.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountKind;
import strongroom.account.Accounts;
import strongroom.account.Activity;
import strongroom.admin.ProvisioningChanges.Passwords;

/**
 * What became of the password that an account had before its current one.
 *
 * @param usedAt the last login with it since it was replaced, noted at most once a day; null if there was none
 * @param validUntil until when it logs in; null if it does not any more
 */
public record OldPassword(
        Use use, @Nullable Instant usedAt, @Nullable Instant validUntil) {

    /** Notes are made once a day, and none within an hour of another: what lies closer together may be the same phone. */
    private static final Duration APART = Duration.ofHours(26);

    /** Whether phones still need it. */
    public enum Use {
        /** There is none, or it does not log in any more. */
        NONE,
        /** Phones log in with it; of a login that many share, one is enough. */
        USED,
        /** Nobody has logged in since it was replaced, with either: a phone may come back with it. */
        UNSEEN,
        /** Whoever logged in lately had the new one. */
        LEFT
    }

    /** Looks at an account. */
    static OldPassword of(Accounts.Entry entry, Passwords passwords, Instant now) {
        Instant until = passwords.previousUntil();
        if (until == null || !now.isBefore(until)) {
            return new OldPassword(Use.NONE, null, null);
        }
        Activity activity = entry.activity();
        Instant seen = lastSeen(activity);
        Instant used = activity.previousUsed();
        Instant rotated = passwords.rotatedAt();
        Use use;
        if (used != null) {
            boolean hasMovedOn =
                    entry.account().kind() == AccountKind.PERSONAL && seen != null && seen.isAfter(used.plus(APART));
            use = hasMovedOn ? Use.LEFT : Use.USED;
        } else {
            use = seen != null && rotated != null && seen.isAfter(rotated) ? Use.LEFT : Use.UNSEEN;
        }
        return new OldPassword(use, used, until);
    }

    /** Tells whether phones could not log in any more if the password were replaced once more; one that never came has none to lose. */
    static boolean isNeeded(OldPassword old, Activity activity) {
        return switch (old.use()) {
            case USED -> true;
            case UNSEEN -> lastSeen(activity) != null;
            case NONE, LEFT -> false;
        };
    }

    private static @Nullable Instant lastSeen(Activity activity) {
        return Stream.of(activity.lastConfig(), activity.lastUpload(), activity.lastDelete())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
