package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import strongroom.backup.StoreUnavailable;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StoreThreadsTest {

    @TempDir
    private Path directory;

    private final AtomicInteger stops = new AtomicInteger();
    private SqliteEngine sqlite;
    private FaultyEngine engine;
    private StoreThreads threads;

    @BeforeEach
    void open() throws SQLException {
        sqlite = SqliteEngine.open(directory, true, Roomy.space());
        Connections.execute(sqlite.last(), "create table entry (value integer primary key)");
        engine = new FaultyEngine(sqlite);
        threads = start(Patience.DEFAULT);
    }

    @AfterEach
    void close() {
        threads.close();
        sqlite.close();
    }

    private StoreThreads start(Patience patience) {
        StoreThreads started = new StoreThreads(engine, new FailStop(stops::incrementAndGet), 2, patience);
        started.start();
        return started;
    }

    @Test
    void a_change_is_seen_by_every_later_question() {
        add(1);

        assertThat(entries()).containsExactly(1);
    }

    @Test
    void changes_that_wait_at_the_same_time_share_a_commit() throws Exception {
        CountDownLatch release = blockWriter();
        for (int i = 1; i <= 50; i++) {
            addLater(i);
        }
        release.countDown();
        add(51);

        assertThat(entries()).hasSize(51);
        assertThat(threads.writer().commits()).isLessThanOrEqualTo(3);
    }

    @Test
    void large_changes_share_a_commit_only_up_to_a_bound() throws Exception {
        CountDownLatch release = blockWriter();
        for (int i = 1; i <= 4; i++) {
            int value = i;
            threads.writeLater(4 << 20, connection -> insert(connection, value));
        }
        release.countDown();
        add(5);

        assertThat(entries()).hasSize(5);
        assertThat(threads.writer().commits()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void work_that_throws_takes_back_its_own_statements_and_no_others() throws Exception {
        CountDownLatch release = blockWriter();
        addLater(1);
        Future<?> failing = inBackground(connection -> {
            insert(connection, 2);
            throw new IllegalStateException("on purpose");
        });
        release.countDown();

        assertThatThrownBy(failing::get).hasRootCauseInstanceOf(IllegalStateException.class);
        add(3);
        assertThat(entries()).containsExactly(1, 3);
    }

    @Test
    void an_error_of_the_engine_fails_the_culprit_alone_and_the_connection_is_dropped() throws Exception {
        CountDownLatch release = blockWriter();
        int before = engine.opened();
        for (int i = 1; i <= 5; i++) {
            addLater(i);
        }
        addLater(3);
        for (int i = 6; i <= 9; i++) {
            addLater(i);
        }
        release.countDown();
        add(10);

        assertThat(entries()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(engine.opened()).isGreaterThan(before);
    }

    @Test
    void the_culprit_learns_that_the_store_could_not_do_it() {
        add(1);

        assertThatThrownBy(() -> add(1)).isInstanceOf(StoreUnavailable.class).hasCauseInstanceOf(SQLException.class);
        add(2);
    }

    @Test
    void work_that_runs_out_of_memory_fails_alone() {
        assertThatThrownBy(() -> threads.write(connection -> {
                    throw new OutOfMemoryError("on purpose");
                }))
                .isInstanceOf(StoreUnavailable.class);

        add(1);
        assertThat(entries()).containsExactly(1);
    }

    @Test
    void a_failed_commit_is_never_a_success_and_is_not_repeated() {
        AtomicInteger runs = new AtomicInteger();
        engine.failNextCommit(SQLiteErrorCode.SQLITE_IOERR_WRITE);

        assertThatThrownBy(() -> threads.write(connection -> {
                    runs.incrementAndGet();
                    return insert(connection, 1);
                }))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(runs).hasValue(1);
        assertThat(stops).hasValue(0);
        add(2);
        assertThat(entries()).containsExactly(2);
    }

    @Test
    void a_batch_that_found_no_room_is_tried_again_one_by_one() throws Exception {
        CountDownLatch release = blockWriter();
        AtomicInteger runs = new AtomicInteger();
        threads.writeLater(connection -> {
            if (runs.incrementAndGet() == 1) {
                engine.failNextCommit(SQLiteErrorCode.SQLITE_FULL);
            }
            return insert(connection, 1);
        });
        addLater(2);
        release.countDown();
        add(3);

        assertThat(entries()).containsExactly(1, 2, 3);
        assertThat(runs).hasValue(2);
        assertThat(stops).hasValue(0);
    }

    @Test
    void after_an_fsync_error_at_a_commit_nothing_succeeds_and_the_process_is_told_to_end() throws Exception {
        add(1);
        CountDownLatch release = blockWriter();
        Future<?> waiting = inBackground(connection -> {
            engine.failNextCommit(SQLiteErrorCode.SQLITE_IOERR_FSYNC);
            return insert(connection, 2);
        });
        release.countDown();

        assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> add(3)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> entries()).isInstanceOf(StoreUnavailable.class);
        threads.close();
        assertThat(stops).hasValue(1);
    }

    @Test
    void an_fsync_error_while_the_log_is_moved_ends_everything_too() {
        engine.failNextUpkeep(SQLiteErrorCode.SQLITE_IOERR_FSYNC);
        add(1);
        threads.writer().close();

        assertThat(stops).hasValue(1);
        assertThatThrownBy(() -> add(2)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void another_error_while_the_log_is_moved_is_kept_until_it_goes_well() {
        engine.failNextUpkeep(SQLiteErrorCode.SQLITE_FULL);
        add(1);

        String afterOne =
                threads.write(connection -> String.valueOf(threads.writer().trouble()));
        String afterTwo =
                threads.write(connection -> String.valueOf(threads.writer().trouble()));

        assertThat(afterOne).contains("injected");
        assertThat(afterTwo).isEqualTo("null");
        assertThat(stops).hasValue(0);
    }

    @Test
    void a_lock_that_another_process_holds_is_tried_for_again() {
        engine.failNextBegin(SQLiteErrorCode.SQLITE_BUSY);
        engine.failNextBegin(SQLiteErrorCode.SQLITE_BUSY);

        add(1);

        assertThat(entries()).containsExactly(1);
    }

    @Test
    void a_connection_that_cannot_write_is_replaced_before_anybody_notices() {
        engine.failNextBegin(SQLiteErrorCode.SQLITE_READONLY);

        add(1);

        assertThat(entries()).containsExactly(1);
    }

    @Test
    void what_waits_too_long_is_taken_out_and_never_runs() throws Exception {
        threads.close();
        threads = start(new Patience(Duration.ofMillis(30), Duration.ofSeconds(8)));
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        threads.writeLater(connection -> block(started, release));
        started.await();

        assertThatThrownBy(() -> add(1)).isInstanceOf(StoreUnavailable.class);

        release.countDown();
        threads.close();
        threads = start(Patience.DEFAULT);
        assertThat(entries()).isEmpty();
    }

    @Test
    void notes_are_dropped_when_too_many_wait_and_changes_are_not() throws Exception {
        CountDownLatch release = blockWriter();
        for (int i = 1; i <= 1000; i++) {
            addLater(i);
        }
        Future<?> change = inBackground(connection -> insert(connection, 2000));
        release.countDown();
        change.get();

        assertThat(entries()).hasSizeLessThan(1000).contains(1, 2000);
    }

    @Test
    void waiting_holds_no_carrier_of_virtual_threads() throws Exception {
        CountDownLatch release = blockWriter();
        List<Future<?>> changes = new ArrayList<>();
        for (int i = 1; i <= 32; i++) {
            int value = i;
            changes.add(inBackground(connection -> insert(connection, value)));
        }
        CountDownLatch ran = new CountDownLatch(1);
        Thread.ofVirtual().start(ran::countDown);

        ran.await();
        release.countDown();
        for (Future<?> change : changes) {
            change.get();
        }
        assertThat(entries()).hasSize(32);
    }

    @Test
    void a_change_cannot_wait_for_another_one() {
        assertThatThrownBy(() -> threads.write(connection -> threads.write(inner -> true)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_question_sees_one_state_from_its_beginning_to_its_end() throws Exception {
        add(1);
        long counted = threads.read(connection -> {
            long before = Sql.number(connection, "select count(*) from entry");
            add(2);
            return before + Sql.number(connection, "select count(*) from entry");
        });

        assertThat(counted).isEqualTo(2);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void a_question_that_fails_does_not_spoil_the_next_one() {
        assertThatThrownBy(() -> threads.read(connection -> Sql.number(connection, "select no_such from entry")))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> threads.read(connection -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(entries()).isEmpty();
    }

    @Test
    void a_question_cannot_write() {
        assertThatThrownBy(() -> threads.read(connection -> insert(connection, 1)))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void closing_finishes_what_waits_and_empties_the_log() throws Exception {
        CountDownLatch release = blockWriter();
        addLater(1);
        release.countDown();
        threads.close();
        sqlite.close();

        assertThat(directory.resolve("strongroom.db-wal")).doesNotExist();
        sqlite = SqliteEngine.open(directory, false, Roomy.space());
        assertThat(Sql.number(sqlite.last(), "select count(*) from entry")).isEqualTo(1);
        assertThatThrownBy(() -> add(2)).isInstanceOf(StoreUnavailable.class);
    }

    /** Keeps the writer busy until the latch is released, so that what comes meanwhile waits. */
    private CountDownLatch blockWriter() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        threads.writeLater(connection -> block(started, release));
        started.await();
        return release;
    }

    private static boolean block(CountDownLatch started, CountDownLatch release) {
        started.countDown();
        boolean isInterrupted = false;
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException closing) {
                isInterrupted = true;
            }
        }
        return isInterrupted;
    }

    private void add(int value) {
        threads.write(connection -> insert(connection, value));
    }

    private void addLater(int value) {
        threads.writeLater(connection -> insert(connection, value));
    }

    private static int insert(Connection connection, int value) throws SQLException {
        return Sql.update(connection, "insert into entry (value) values (?)", value);
    }

    private List<Integer> entries() {
        return threads.read(
                connection -> Sql.list(connection, "select value from entry order by value", row -> row.getInt(1)));
    }

    private Future<?> inBackground(Transactions.Work<?> work) {
        FutureTask<?> task = new FutureTask<>(() -> threads.write(work));
        Thread.ofVirtual().start(task);
        return task;
    }
}
