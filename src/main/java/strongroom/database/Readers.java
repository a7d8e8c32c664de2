package strongroom.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.backup.StoreUnavailable;

/**
 * The few threads that read, with a pool of as many connections, since the SQLite driver pins the thread that calls it. Each question
 * runs in a transaction of its own, so it sees one state; a connection that failed is dropped. Thread-safe.
 */
final class Readers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final Duration UNTIL_CLOSED = Duration.ofDays(1);

    private final Engine engine;
    private final FailStop failStop;
    private final WorkQueue queue = new WorkQueue();
    private final HikariDataSource pool;
    private final List<Thread> threads;
    private volatile boolean closed;

    Readers(Engine engine, FailStop failStop, int count) {
        this.engine = engine;
        this.failStop = failStop;
        this.pool = pool(engine, count);
        this.threads = IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        Thread.ofPlatform().name("store-reader-" + i).daemon().unstarted(this::run))
                .toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void submit(Pending<?> pending) {
        failStop.check();
        queue.add(pending);
        if (closed) {
            queue.failAll(new StoreUnavailable("the store is closed"));
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        queue.failAll(new StoreUnavailable("the store is closed"));
        pool.close();
    }

    private void run() {
        while (!closed) {
            try {
                Pending<?> next = queue.take(UNTIL_CLOSED);
                if (next != null) {
                    answer(next);
                }
            } catch (InterruptedException wokenToClose) {
                LOG.debug("a reader was woken to close");
            }
        }
    }

    private void answer(Pending<?> pending) {
        try (Connection connection = pool.getConnection()) {
            answer(pending, connection);
        } catch (SQLException | RuntimeException failure) {
            pending.fail(new StoreUnavailable("the question failed", failure));
        }
    }

    private void answer(Pending<?> pending, Connection connection) {
        try {
            engine.begin(connection, Engine.Use.READING);
            try {
                pending.run(connection);
            } catch (RuntimeException failure) {
                pending.failed(failure);
            }
            engine.commit(connection);
            failStop.check();
            pending.tell();
        } catch (SQLException | RuntimeException | Error failure) {
            pool.evictConnection(connection);
            pending.fail(new StoreUnavailable("the question failed", failure));
        }
    }

    /** Connections stay open for good: they cost nothing idle, and one that fails is evicted. */
    private static HikariDataSource pool(Engine engine, int count) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(new EngineDataSource(engine, Engine.Use.READING));
        config.setMaximumPoolSize(count);
        config.setMinimumIdle(0);
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        config.setKeepaliveTime(0);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
