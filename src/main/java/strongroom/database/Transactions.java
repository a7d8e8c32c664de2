package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import strongroom.backup.StoreUnavailable;

/**
 * Runs statements in transactions, on threads of the store's own. Thread-safe; callers may be virtual threads.
 *
 * <p>Every failure arrives as {@link StoreUnavailable}.
 */
interface Transactions {

    /** Statements that belong together. They may run more than once, so they touch nothing but the connection. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs a change. It is on disk, or did not happen, when this returns. Changes that wait at the same time share a commit. */
    <T extends @Nullable Object> T write(Work<T> work);

    /** As {@link #write(Work)}, for a change that writes about so many bytes: what shares a commit is bounded by them. */
    default <T extends @Nullable Object> T write(int bytes, Work<T> work) {
        return write(work);
    }

    /** Runs a change some time soon, without waiting; it is dropped if too many wait already. Only for notes that may be lost. */
    void writeLater(Work<?> work);

    /** As {@link #writeLater(Work)}, for a change that writes about so many bytes: also dropped if too many bytes wait already. */
    default void writeLater(int bytes, Work<?> work) {
        writeLater(work);
    }

    /** Runs a question on a consistent snapshot. */
    <T extends @Nullable Object> T read(Work<T> work);
}
