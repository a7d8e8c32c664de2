package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The number that moves with every change to tenants, accounts and keys, remembered for a moment. Thread-safe.
 *
 * <p>A change by this process shows at the next call, one by another process within {@link #LOOK_AGAIN_AFTER}.
 */
final class SettingsRevision {

    static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(250);

    /** So that not all wait for one look, and yet what was revoked elsewhere is noticed within a second if the look takes long. */
    private static final Duration GOOD_WHILE_SOMEBODY_LOOKS = LOOK_AGAIN_AFTER.multipliedBy(2);

    private final Transactions transactions;
    private final LongSupplier nanos;
    private final AtomicLong ownChanges = new AtomicLong();
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Seen seen;

    SettingsRevision(Transactions transactions, LongSupplier nanos) {
        this.transactions = transactions;
        this.nanos = nanos;
    }

    /** What was seen, when, and after how many changes of our own. */
    private record Seen(long revision, long atNanos, long ownChanges) {}

    /** Moves the number, in the transaction of a change. */
    static void move(Connection connection) throws SQLException {
        Sql.update(connection, "update settings_revision set revision = revision + 1 where one = 1");
    }

    static long read(Connection connection) throws SQLException {
        return Sql.number(connection, "select revision from settings_revision where one = 1");
    }

    /** Says that a change of this process has been committed. */
    void changed() {
        ownChanges.incrementAndGet();
    }

    long now() {
        Seen last = seen;
        if (last != null && isFresh(last)) {
            return last.revision();
        }
        if (last == null || !isWithin(last, GOOD_WHILE_SOMEBODY_LOOKS)) {
            looking.lock();
        } else if (!looking.tryLock()) {
            return last.revision();
        }
        try {
            last = seen;
            if (last != null && isFresh(last)) {
                return last.revision();
            }
            // Counted before the look: a change that is committed during it makes what was seen stale.
            Seen fresh = look(nanos.getAsLong(), ownChanges.get());
            seen = fresh;
            return fresh.revision();
        } finally {
            looking.unlock();
        }
    }

    private Seen look(long atNanos, long changes) {
        return new Seen(transactions.read(SettingsRevision::read), atNanos, changes);
    }

    private boolean isFresh(Seen last) {
        return isWithin(last, LOOK_AGAIN_AFTER);
    }

    private boolean isWithin(Seen last, Duration age) {
        return last.ownChanges() == ownChanges.get() && nanos.getAsLong() - last.atNanos() < age.toNanos();
    }
}
