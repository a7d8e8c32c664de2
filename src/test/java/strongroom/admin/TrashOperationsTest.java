package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.admin.TrashOperations.Found;
import strongroom.audit.AuditEvent;
import strongroom.backup.StoredBackup.State;
import strongroom.message.ExitStatus;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TrashOperationsTest {

    private static final int FLEET = 500;

    @TempDir
    private Path directory;

    private TestStore store;

    // A test has no constructor that could read from its directory.
    @SuppressWarnings("NullAway.Init")
    TrashOperationsTest() {}

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_fleet_that_phones_deleted_comes_back_byte_for_byte_with_one_call() {
        for (int i = 0; i < FLEET; i++) {
            store.upload("phone " + i, "backup " + i);
        }
        store.upload("deleted before", "old");
        store.delete("deleted before");
        store.move(Duration.ofHours(1));
        Instant since = store.now();
        for (int i = 0; i < FLEET; i++) {
            store.delete("phone " + i);
        }
        assertThat(store.servesNothing("phone 0")).isTrue();

        Found found = store.operations().trash().find(new TypedNames.Scope("default", null), since);
        TrashOperations.checkRestore(found, FLEET);
        List<Integer> progress = new ArrayList<>();
        int done = store.operations().trash().restore(found, (reached, of) -> progress.add(reached));

        assertThat(done).isEqualTo(FLEET);
        for (int i = 0; i < FLEET; i++) {
            assertThat(store.serves("phone " + i, "backup " + i)).isTrue();
        }
        assertThat(store.servesNothing("deleted before")).isTrue();
        assertThat(progress).containsExactly(64, 128, 192, 256, 320, 384, 448, 500);
        assertThat(store.events().stream().filter(AuditEvent.TrashRestored.class::isInstance))
                .hasSize(8)
                .allSatisfy(event ->
                        assertThat(((AuditEvent.TrashRestored) event).handles()).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void a_purge_wants_its_number_and_leaves_what_is_held() {
        store.upload("held", "held");
        store.operations().backups().hold(store.onlyHandle(), true);
        store.delete("held");
        store.upload("free", "free");
        store.delete("free");
        Found found = store.operations().trash().find(TypedNames.Scope.ALL, null);

        assertThatThrownBy(() -> TrashOperations.checkPurge(found, null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(ExitStatus.HELD));
        assertThatThrownBy(() -> TrashOperations.checkPurge(found, 2)).isInstanceOf(Refusal.class);
        TrashOperations.checkPurge(found, 1);
        assertThat(store.operations().trash().purge(found, (done, of) -> {})).isEqualTo(1);

        assertThat(store.list(State.TRASHED))
                .singleElement()
                .satisfies(line -> assertThat(line.standing().held()).isTrue());
    }

    @Test
    void what_was_purged_meanwhile_does_not_come_back_and_is_not_counted() {
        store.upload("one", "one");
        store.delete("one");
        Found found = store.operations().trash().find(TypedNames.Scope.ALL, null);
        store.operations().trash().purge(found, (done, of) -> {});

        assertThat(store.operations().trash().restore(found, (done, of) -> {})).isZero();
    }

    @Test
    void the_estimated_end_is_when_the_sweep_really_takes_it() {
        store.upload("one", "one");
        Instant ends = store.list(State.LIVE).getFirst().ends();
        Duration left = Duration.between(store.now(), ends);
        store.age(left.minusSeconds(1));

        assertThat(store.operations().sweep().dryRun(null).lines()).isEmpty();
        assertThat(store.list(State.LIVE).getFirst().ends())
                .isEqualTo(store.now().plusSeconds(1));
        store.age(Duration.ofSeconds(1));
        assertThat(store.operations().sweep().sweep(null).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.trashed()).isEqualTo(1));
        Instant purged = store.list(State.TRASHED).getFirst().ends();
        store.age(Duration.between(store.now(), purged).minusSeconds(1));
        assertThat(store.operations().sweep().dryRun(null).lines()).isEmpty();
        store.age(Duration.ofSeconds(1));
        assertThat(store.operations().sweep().sweep(null).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.purged()).isEqualTo(1));
    }

    @Test
    void what_is_held_has_no_end() {
        store.upload("one", "one");
        store.operations().backups().hold(store.onlyHandle(), true);

        assertThat(store.list(null).getFirst().ends()).isNull();
    }

    @Test
    void a_list_longer_than_a_page_is_whole_and_names_each_backup_once() {
        for (int i = 0; i < 1_001; i++) {
            store.upload("phone " + i, "backup " + i);
        }

        assertThat(store.list(null))
                .hasSize(1_001)
                .extracting(BackupLine::handle)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_brake_holds_until_its_very_number_is_confirmed() {
        for (int i = 0; i < 4; i++) {
            store.upload("phone " + i, "backup " + i);
        }
        store.age(Duration.ofDays(365));

        assertThat(store.operations().sweep().sweep(null).heldBack()).isEqualTo(4);
        assertThat(store.operations().status().run().status()).isEqualTo(ExitStatus.HELD);
        assertThatThrownBy(() -> store.operations().sweep().sweep(3)).isInstanceOf(Refusal.class);
        assertThat(store.list(State.LIVE)).hasSize(4);
        assertThat(store.operations().sweep().sweep(4).heldBack()).isZero();
        assertThat(store.list(State.TRASHED)).hasSize(4);
    }
}
