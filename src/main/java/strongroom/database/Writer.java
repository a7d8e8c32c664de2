package strongroom.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.backup.StoreUnavailable;

/**
 * The one thread that writes: it commits what waits together, so that many changes share one fsync.
 *
 * <p>Nobody is told of a success before the commit has returned. Work that throws takes back its own statements and no other's. After
 * an error of the engine the connection is dropped (reliability 0.10) and each piece of work runs again alone, so that only the culprit
 * fails; after an fsync error nothing succeeds any more. Thread-safe.
 */
final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int MOST_WORKS = 64;
    private static final long MOST_BYTES = 8L << 20;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Engine engine;
    private final FailStop failStop;
    private final WriterConnection connection;
    private final WorkQueue queue = new WorkQueue();
    private final AtomicLong commits = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile @Nullable String trouble;

    Writer(Engine engine, FailStop failStop) {
        this.engine = engine;
        this.failStop = failStop;
        this.connection = new WriterConnection(engine);
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void submit(Pending<?> pending) {
        refuseIfClosed();
        queue.add(pending);
        failLateComers();
    }

    void submitNote(Pending<?> note) {
        if (!closing && !failStop.isTripped()) {
            queue.addNote(note);
            failLateComers();
        }
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** How many transactions have been committed. */
    long commits() {
        return commits.get();
    }

    /** Why the last upkeep failed; null if it went well. */
    @Nullable String trouble() {
        return trouble;
    }

    /** Commits what waits, moves it into the main file, and ends the thread. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuseIfClosed() {
        failStop.check();
        if (closing) {
            throw new StoreUnavailable("the store is closed");
        }
    }

    private void failLateComers() {
        if (ended) {
            queue.failAll(new StoreUnavailable("the store is closed"));
        }
    }

    private void run() {
        try {
            writeUntilClosed();
        } catch (Error failure) {
            // A server that is up and cannot write would be worse than none.
            LOG.error("the writer's thread failed; the store stops", failure);
            failStop.trip(new SQLException("the writer's thread failed", failure));
            failStop.endProcess();
        } finally {
            ended = true;
            failLateComers();
        }
    }

    private void writeUntilClosed() {
        while (!failStop.isTripped() && !(closing && queue.isEmpty())) {
            try {
                Pending<?> first = queue.take(closing ? Duration.ZERO : IDLE);
                if (first == null) {
                    upkeep(engine.upkeep()::whileIdle);
                } else {
                    writeTogether(first);
                }
            } catch (InterruptedException wokenToClose) {
                LOG.debug("the writer was woken to close");
            }
        }
        if (!failStop.isTripped()) {
            upkeep(engine.upkeep()::beforeClosing);
        }
        connection.drop();
    }

    private void writeTogether(Pending<?> first) {
        List<Pending<?>> batch = new ArrayList<>();
        batch.add(first);
        queue.fill(batch, MOST_WORKS, MOST_BYTES);
        write(batch);
        if (!failStop.isTripped()) {
            upkeep(engine.upkeep()::afterCommit);
        }
    }

    private void write(List<Pending<?>> batch) {
        switch (connection.attempt(batch)) {
            case Attempt.Committed() -> {
                commits.incrementAndGet();
                batch.forEach(Pending::tell);
            }
            case Attempt.TakenBack(Throwable _) when batch.size() > 1 -> writeEachAlone(batch);
            case Attempt.TakenBack(Throwable cause) -> fail(batch, new StoreUnavailable("the change failed", cause));
            case Attempt.NotBegun(Throwable cause) ->
                fail(batch, new StoreUnavailable("the store cannot be written", cause));
            case Attempt.Unknown(Throwable cause) ->
                fail(batch, new StoreUnavailable("whether the change happened is not known", cause));
            case Attempt.NotSynced(SQLException cause) -> stop(batch, cause);
        }
    }

    private void writeEachAlone(List<Pending<?>> batch) {
        for (Pending<?> pending : batch) {
            if (failStop.isTripped()) {
                pending.fail(new StoreUnavailable("the store has stopped"));
            } else {
                write(List.of(pending));
            }
        }
    }

    private static void fail(List<Pending<?>> batch, StoreUnavailable failure) {
        batch.forEach(pending -> pending.fail(failure));
    }

    private void stop(List<Pending<?>> batch, SQLException cause) {
        failStop.trip(cause);
        StoreUnavailable refusal = FailStop.refusal(cause);
        fail(batch, refusal);
        queue.failAll(refusal);
        failStop.endProcess();
    }

    private void upkeep(WriterConnection.Chore chore) {
        try {
            connection.run(chore);
            trouble = null;
        } catch (SQLException failure) {
            if (engine.fault(failure) == Engine.Fault.NOT_SYNCED) {
                stop(List.of(), failure);
            } else {
                noteTrouble(failure);
            }
        } catch (RuntimeException failure) {
            noteTrouble(failure);
        }
    }

    private void noteTrouble(Exception failure) {
        if (trouble == null) {
            LOG.warn("the log of changes could not be moved into the database, will try again", failure);
        }
        trouble = failure.toString();
    }
}
