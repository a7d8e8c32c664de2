package strongroom.coverage;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.Activity;

/**
 * An account in a report.
 *
 * @param backups how many live backups it has
 * @param byTurns how many of them two phones write by turns
 * @param lastUpload of its newest live backup; if it has none, of the account; null if never
 * @param verdict null for a shared login: of its backups nobody knows whose phone is missing
 */
public record Line(
        Account account,
        Activity activity,
        Duty duty,
        int backups,
        int byTurns,
        @Nullable Instant lastUpload,
        @Nullable Verdict verdict) {

    /** Returns when its phone was last heard of; null if never. Reads do not count: they come without a login. */
    public @Nullable Instant lastSign() {
        return Stream.of(activity.lastConfig(), activity.lastUpload(), activity.lastDelete(), activity.lastRefused())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** Returns how it stands; null for a shared login. */
    public @Nullable State state() {
        return verdict == null ? null : verdict.state();
    }

    /** Tells whether its backup is there and in time. */
    public boolean isProtected() {
        return verdict != null && verdict.state().isProtected();
    }

    /** Tells whether it must have a backup and is not protected. */
    public boolean isAlarming() {
        return verdict != null && duty == Duty.MUST && !isProtected();
    }
}
