package strongroom.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import strongroom.backup.StoreUnavailable;

/**
 * The end of everything after an fsync error: what the operating system holds may differ from what is on disk, and no later success
 * can be believed (G3). Thread-safe.
 */
final class FailStop {

    private final Runnable hook;
    private volatile @Nullable SQLException cause;

    FailStop(Runnable hook) {
        this.hook = hook;
    }

    /** Refuses everything from now on. */
    void trip(SQLException failure) {
        cause = failure;
    }

    /** Lets the process end, once those who waited have been told. */
    void endProcess() {
        hook.run();
    }

    boolean isTripped() {
        return cause != null;
    }

    /** Throws if nothing may succeed any more. */
    void check() {
        SQLException failure = cause;
        if (failure != null) {
            throw refusal(failure);
        }
    }

    static StoreUnavailable refusal(SQLException failure) {
        return new StoreUnavailable("the disk did not confirm what was written: the server must be restarted", failure);
    }
}
