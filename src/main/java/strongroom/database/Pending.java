package strongroom.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import strongroom.backup.StoreUnavailable;

/** Work that waits for its thread, and the caller who waits for it. */
final class Pending<T extends @Nullable Object> {

    private volatile Transactions.@Nullable Work<T> work;
    private final int bytes;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private Runnable answer = () -> {};

    Pending(Transactions.Work<T> work, int bytes) {
        this.work = work;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** Decides, once, between running it and giving it up; true for the first who asks. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Runs it; the caller is not told before {@link #tell}. */
    void run(Connection connection) throws SQLException {
        Transactions.Work<T> toRun = work;
        if (toRun == null) {
            throw new IllegalStateException("work that was given up cannot run");
        }
        T result = toRun.run(connection);
        answer = () -> outcome.complete(result);
    }

    /** Keeps a failure of the work itself to tell of. */
    void failed(RuntimeException failure) {
        answer = () -> outcome.completeExceptionally(failure);
    }

    /** Tells the caller what came of the last run. */
    void tell() {
        answer.run();
    }

    /** Tells the caller that it failed, whatever came of a run. */
    void fail(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    /** Waits for what comes of it. */
    T await(Patience patience) {
        try {
            try {
                return outcome.get(patience.waiting().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                if (claim()) {
                    // It stays in the queue until its turn comes, but not what it holds.
                    work = null;
                    throw new StoreUnavailable("the store was busy for too long", late);
                }
                return outcome.get(patience.running().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException late) {
            throw new StoreUnavailable("the store did not answer in time", late);
        } catch (InterruptedException interrupted) {
            claim();
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for the store", interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("work cannot fail with a checked exception", failure);
        }
    }
}
