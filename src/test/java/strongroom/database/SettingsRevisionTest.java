package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsRevisionTest {

    @Test
    void a_change_that_is_committed_during_a_look_shows_at_the_next(@TempDir Path directory) throws Exception {
        try (OneConnection store = FreshSqlite.in(directory)) {
            Overtaken overtaken = new Overtaken(store);
            SettingsRevision revision = new SettingsRevision(overtaken, () -> 0);
            overtaken.afterNextRead = () -> {
                store.write(connection -> {
                    SettingsRevision.move(connection);
                    return true;
                });
                revision.changed();
            };

            assertThat(revision.now()).isZero();
            assertThat(revision.now()).isEqualTo(1);
        }
    }

    @Test
    void a_change_of_our_own_shows_although_somebody_else_is_still_looking(@TempDir Path directory) throws Exception {
        try (OneConnection store = FreshSqlite.in(directory)) {
            AtomicLong nanos = new AtomicLong();
            Overtaken overtaken = new Overtaken(store);
            SettingsRevision revision = new SettingsRevision(overtaken, nanos::get);
            assertThat(revision.now()).isZero();
            nanos.addAndGet(SettingsRevision.LOOK_AGAIN_AFTER.toNanos());
            CountDownLatch hasLooked = new CountDownLatch(1);
            CountDownLatch letGo = new CountDownLatch(1);
            overtaken.afterNextRead = () -> {
                hasLooked.countDown();
                await(letGo);
            };

            Thread slow = Thread.ofPlatform().start(revision::now);
            await(hasLooked);
            store.write(connection -> {
                SettingsRevision.move(connection);
                return true;
            });
            revision.changed();
            FutureTask<Long> next = new FutureTask<>(revision::now);
            Thread other = Thread.ofPlatform().start(next);
            while (other.isAlive() && other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            letGo.countDown();

            assertThat(next.get()).isEqualTo(1);
            slow.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets something happen between the end of a read and the use of what was read. */
    private static final class Overtaken implements Transactions {

        private final Transactions inner;
        private @Nullable Runnable afterNextRead;

        Overtaken(Transactions inner) {
            this.inner = inner;
        }

        @Override
        public <T extends @Nullable Object> T write(Work<T> work) {
            return inner.write(work);
        }

        @Override
        public void writeLater(Work<?> work) {
            inner.writeLater(work);
        }

        @Override
        public <T extends @Nullable Object> T read(Work<T> work) {
            T result = inner.read(work);
            Runnable then = afterNextRead;
            if (then != null) {
                afterNextRead = null;
                then.run();
            }
            return result;
        }
    }
}
