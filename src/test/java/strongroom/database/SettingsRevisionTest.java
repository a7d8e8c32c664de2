package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
