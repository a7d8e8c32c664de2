package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.sealing.SealedRows.StoreOutcome;

final class SqliteSealedRowsTest extends SealedRowsContract {

    @TempDir
    private Path directory;

    @TempDir
    private Path small;

    @Override
    Fixture open() throws Exception {
        return open(directory, Roomy.space());
    }

    private static Fixture open(Path directory, Space space) throws Exception {
        SqliteEngine engine = SqliteEngine.open(directory, true, space);
        Migrations.shipped().migrate(engine, engine.last());
        return new Fixture(engine, engine::close);
    }

    @Test
    void uploads_are_refused_while_the_disk_is_nearly_full_and_deletes_are_not() throws Exception {
        AtomicLong usable = new AtomicLong(1000);
        AtomicLong seconds = new AtomicLong();
        try (Fixture store = open(small, new Space(100, 200, usable::get, () -> seconds.get() * 1_000_000_000L))) {
            store.put(null, 1);

            usable.set(99);
            seconds.incrementAndGet();
            assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.NoSpace.class);
            assertThat(store.rows().delete(store.tenant(), Fixture.lookups(1), null))
                    .isInstanceOf(DeleteOutcome.Deleted.class);

            usable.set(1000);
            seconds.incrementAndGet();
            assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.Created.class);
        }
    }
}
