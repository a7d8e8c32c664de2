package strongroom.credential;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few threads on which passwords are hashed, with a short queue before them (G29).
 *
 * <p>Each computation takes a core for milliseconds and megabytes of memory, so a flood of wrong logins must meet a wall here and not
 * in the whole server. They are platform threads, because native code holds its carrier. Thread-safe.
 */
public final class HashingThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HashingThreads.class);

    private final PasswordHasher hasher;
    private final Duration deadline;
    private final ThreadPoolExecutor threads;

    /** Starts no thread before the first login. */
    public HashingThreads(PasswordHasher hasher, Limits limits) {
        this.hasher = hasher;
        this.deadline = limits.deadline();
        this.threads = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.queue()),
                Thread.ofPlatform().daemon().name("password-", 0).factory());
    }

    /**
     * How much is hashed at a time.
     *
     * @param threads logins checked at once
     * @param queue logins that may wait
     * @param deadline how long one may wait
     */
    public record Limits(int threads, int queue, Duration deadline) {

        public Limits {
            if (threads < 1 || queue < 1 || deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("hashing takes a thread, a place in the queue and a deadline");
            }
        }

        /** One thread per core but at most two, 64 places, two seconds. */
        public static Limits forCores(int cores) {
            return new Limits(Math.clamp(cores, 1, 2), 64, Duration.ofSeconds(2));
        }
    }

    PasswordHasher hasher() {
        return hasher;
    }

    /** Runs a job and returns what it returns; null if it could not be begun in time. A job that has begun is waited for. */
    <T> @Nullable T run(Supplier<T> job) {
        FutureTask<T> task = new FutureTask<>(job::get);
        try {
            threads.execute(task);
            return await(task);
        } catch (RejectedExecutionException | CancellationException full) {
            return null;
        } catch (InterruptedException stopped) {
            threads.remove(task);
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a password could not be checked", failed.getCause());
        }
    }

    private <T> @Nullable T await(FutureTask<T> task) throws InterruptedException, ExecutionException {
        try {
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return threads.remove(task) ? null : task.get();
        }
    }

    /** Runs a job later if no login waits; false if it will not run. What it throws is logged. */
    boolean runIfIdle(Runnable job) {
        if (!threads.getQueue().isEmpty()) {
            return false;
        }
        try {
            threads.execute(new FutureTask<>(() -> logFailure(job), true));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private static void logFailure(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException failed) {
            LOG.warn("a password hash could not be renewed; the next login tries again", failed);
        }
    }

    /** Ends the threads; logins that wait are answered as if the queue were full. */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            ((FutureTask<?>) waiting).cancel(false);
        }
    }
}
