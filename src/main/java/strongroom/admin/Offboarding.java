package strongroom.admin;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;

/**
 * What was decided about somebody who leaves. From {@code decidedAt} on uploads are refused; at {@code dueAt} the login ends, and the
 * backups go the way that was decided.
 *
 * @param doneAt when that was done, null while it was not
 */
public record Offboarding(
        AccountId account,
        Terms terms,
        Instant decidedAt,
        Instant dueAt,
        @Nullable Instant doneAt) {

    /**
     * The two questions that the cockpit asks (mdm-policy section 9, R10), and the third.
     *
     * @param keepId whether the person keeps the Threema ID, which is then detached; if not, it is revoked
     * @param keepApp whether the person goes on using the app of the organisation
     */
    public record Terms(boolean keepId, boolean keepApp, Backups backups) {}

    /** What becomes of the backups when it is due. */
    public enum Backups {
        /** They stay until they are outlived. */
        KEEP,
        /** They go into the trash, from which they can be restored for a while. */
        TRASH,
        /** They are destroyed with their versions and whatever of them lies in the trash. */
        PURGE
    }

    /** Returns how long after the decision it is due. */
    public Duration after() {
        return Duration.between(decidedAt, dueAt);
    }

    /** Tells whether the time has come and it is not done. */
    public boolean isDue(Instant now) {
        return doneAt == null && !now.isBefore(dueAt);
    }
}
