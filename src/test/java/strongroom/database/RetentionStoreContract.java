package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.TenantId;
import strongroom.audit.AuditEvent;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;
import strongroom.retention.RetentionClock;
import strongroom.retention.RetentionStore.Candidate;
import strongroom.retention.RetentionStore.OldVersion;
import strongroom.retention.RetentionStore.Trashed;

/** What the sweeper sees and does, and its clock. */
abstract class RetentionStoreContract extends StoreContract {

    private static final long DAY = 86_400;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TenantId tenant;

    @SuppressWarnings("NullAway.Init") // set before each test
    private AccountId owner;

    @BeforeEach
    void addTenant() {
        tenant = store.addTenant("acme").id();
        owner = store.addAccount(tenant, "erika").id();
    }

    @AfterEach
    void counters_are_right() {
        assertThat(store.countersAreRight()).isTrue();
    }

    @Test
    void the_clock_advances_by_its_holder_alone_and_never_far() {
        assertThat(store.clock.seconds()).isZero();
        assertThat(store.clock.advance("a", 60)).isFalse();

        store.clock.takeLease("a");
        assertThat(store.clock.advance("a", 60)).isTrue();
        assertThat(store.clock.advance("b", 60)).isFalse();
        assertThat(store.clock.seconds()).isEqualTo(60);
        store.clock.takeLease("b");
        assertThat(store.clock.advance("a", 60)).isFalse();
        assertThat(store.clock.advance("b", 1_000_000)).isTrue();
        assertThat(store.clock.seconds()).isEqualTo(60 + RetentionClock.MOST_SECONDS_PER_TICK);
        assertThatThrownBy(() -> store.clock.advance("b", -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void live_backups_come_in_pages_with_all_that_postpones_their_end() {
        Handle first = store.backup(tenant, owner);
        store.advanceDays(3);
        Handle second = store.backup(tenant, null);
        store.update("update backup set read_clock = 5, undone_clock = 6 where handle = ?", (Object) first.bytes());
        store.backupChanges.hold(second, true, store.record());
        Handle trashed = store.backup(tenant, owner);
        store.delete(trashed);
        store.backup(store.addTenant("other").id(), null);

        assertThat(store.retention.live(tenant, null, 10))
                .containsExactly(
                        new Candidate(first, 1, 0, 5L, null, 6L, false),
                        new Candidate(second, 1, 3 * DAY, null, null, null, true));
        assertThat(store.retention.live(tenant, null, 1)).hasSize(1);
        assertThat(store.retention.live(tenant, first, 10).getFirst().handle()).isEqualTo(second);
        assertThat(store.retention.liveCount(tenant)).isEqualTo(2);
        assertThat(store.retention.trashed(tenant, null, 10)).containsExactly(new Trashed(trashed, 1, 3 * DAY, false));
        assertThat(store.retention.trashed(tenant, trashed, 10)).isEmpty();
    }

    @Test
    void a_sign_of_life_postpones_the_owners_most_recently_uploaded_live_backup_alone() {
        Handle old = store.backup(tenant, owner);
        store.advanceDays(1);
        Handle newest = store.backup(tenant, owner);
        store.advanceDays(1);
        Handle trashed = store.backup(tenant, owner);
        store.delete(trashed);
        AccountId other = store.addAccount(tenant, "berta").id();
        Handle elsewhere = store.backup(tenant, other);
        store.advanceDays(5);

        store.accounts.noteConfig(owner, null);

        assertThat(signOfLife(old)).isNull();
        assertThat(signOfLife(newest)).isEqualTo(7 * DAY);
        assertThat(signOfLife(elsewhere)).isNull();
    }

    @Test
    void uploads_within_one_tick_are_told_apart_by_the_wall_clock() {
        store.wall = store.wall.plusSeconds(5);
        Handle later = store.backup(tenant, owner);
        store.wall = store.wall.minusSeconds(1);
        Handle earlier = store.backup(tenant, owner);
        store.accounts.noteConfig(owner, null);

        assertThat(signOfLife(later)).isZero();
        assertThat(signOfLife(earlier)).isNull();
    }

    @Test
    void a_successors_sign_of_life_counts_for_what_it_took_over() {
        Handle handle = store.backup(tenant, owner);
        store.accountChanges.remove(owner, store.record());
        AccountId next = store.addAccount(store.account(tenant, "erika"), owner).id();
        store.advanceDays(2);
        store.accounts.noteConfig(next, null);
        assertThat(signOfLife(handle)).isEqualTo(2 * DAY);

        Handle own = store.backup(tenant, next);

        assertThat(signOfLife(handle)).isNull();
        assertThat(signOfLife(own)).isEqualTo(2 * DAY);
    }

    @Test
    void only_a_personal_account_gives_signs_of_life() {
        Handle handle = store.backup(tenant, owner);
        store.accounts.noteConfig(owner, null);
        Account account = store.read(owner);
        store.accountChanges.change(
                new Account(
                        owner,
                        tenant,
                        account.names(),
                        AccountKind.SHARED,
                        account.standing(),
                        account.labels(),
                        account.revision()),
                null,
                List.of(store.record()));

        assertThat(signOfLife(handle)).isNull();
    }

    @Test
    void a_sweep_trashes_exactly_what_it_saw_and_counts_it() {
        Handle due = store.backup(tenant, owner);
        Handle read = store.backup(tenant, owner);
        Handle replaced = store.backup(tenant, owner);
        Handle held = store.backup(tenant, owner);
        Handle deleted = store.backup(tenant, owner);
        List<Candidate> seen = store.retention.live(tenant, null, 10);
        store.update("update backup set read_clock = 1 where handle = ?", (Object) read.bytes());
        store.replace(tenant, replaced, owner);
        store.backupChanges.hold(held, true, store.record());
        store.delete(deleted);
        store.advanceDays(1);

        List<Handle> trashed = store.retention.trash(tenant, seen, store.record());

        assertThat(trashed).containsExactly(due);
        assertThat(Objects.requireNonNull(store.backupChanges.find(due))
                        .backup()
                        .state())
                .isEqualTo(State.TRASHED);
        assertThat(store.retention.trashed(tenant, null, 1)).containsExactly(new Trashed(due, 1, DAY, false));
        assertThat(store.number("select swept from backup where handle = ?", due))
                .isEqualTo(1);
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.Swept(tenant, List.of(due.value())));
        assertThat(store.retention.sweptSince(tenant, DAY)).isEqualTo(1);
        assertThat(store.retention.sweptSince(tenant, DAY + 1)).isZero();
    }

    @Test
    void what_is_held_is_not_trashed_even_if_it_was_seen_so() {
        Handle held = store.backup(tenant, owner);
        store.backupChanges.hold(held, true, store.record());

        assertThat(store.retention.trash(tenant, store.retention.live(tenant, null, 10), store.record()))
                .isEmpty();
        store.delete(held);
        assertThat(store.retention.purge(tenant, store.retention.trashed(tenant, null, 10), store.record()))
                .isEmpty();
    }

    @Test
    void sweeps_are_added_up_and_forgotten_after_a_month() {
        for (int i = 0; i < 3; i++) {
            store.backup(tenant, owner);
            store.retention.trash(tenant, store.retention.live(tenant, null, 10), store.record());
            store.advanceDays(1);
        }
        assertThat(store.retention.sweptSince(tenant, 0)).isEqualTo(3);

        store.advanceDays(40);
        store.backup(tenant, owner);
        store.retention.trash(tenant, store.retention.live(tenant, null, 10), store.record());

        assertThat(store.retention.sweptSince(tenant, 0)).isEqualTo(1);
    }

    @Test
    void a_purge_removes_exactly_what_it_saw() {
        Handle gone = store.backup(tenant, owner);
        store.delete(gone);
        Handle restored = store.backup(tenant, owner);
        store.delete(restored);
        List<Trashed> seen = store.retention.trashed(tenant, null, 10);
        store.backupChanges.restore(tenant, List.of(restored), store.record());
        store.advanceDays(1);
        store.delete(restored);

        assertThat(store.retention.purge(tenant, seen, store.record())).containsExactly(gone);

        assertThat(store.backupChanges.find(gone)).isNull();
        assertThat(store.backupChanges.find(restored)).isNotNull();
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.TrashPurged(tenant, List.of(gone.value())));
    }

    @Test
    void old_versions_are_found_by_their_time_and_pruned() {
        Handle handle = store.backup(tenant, owner);
        store.replace(tenant, handle, owner);
        store.advanceDays(5);
        store.replace(tenant, handle, owner);

        List<OldVersion> old = store.retention.versionsReplacedBefore(tenant, 5 * DAY - 1, 10);
        assertThat(old).containsExactly(new OldVersion(handle, 1));
        assertThat(store.retention.versionsReplacedBefore(tenant, 5 * DAY, 10)).hasSize(2);

        assertThat(store.retention.prune(tenant, old, store.record())).isEqualTo(1);
        assertThat(store.retention.prune(tenant, old, store.record())).isZero();
        assertThat(store.number("select count(*) from sealed where handle = ?", handle))
                .isEqualTo(2);
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.VersionsPruned(tenant, 1));
    }

    @Test
    void neither_a_current_blob_nor_a_held_version_nor_one_of_a_damaged_backup_is_pruned() {
        Handle handle = store.backup(tenant, owner);
        store.replace(tenant, handle, owner);
        OldVersion version = new OldVersion(handle, 1);

        assertThat(store.retention.prune(tenant, List.of(new OldVersion(handle, 2)), store.record()))
                .isZero();
        store.hold(owner, true);
        assertThat(store.retention.versionsReplacedBefore(tenant, DAY, 10)).isEmpty();
        assertThat(store.retention.prune(tenant, List.of(version), store.record()))
                .isZero();
        store.hold(owner, false);
        store.update("update backup set state = 'damaged' where handle = ?", (Object) handle.bytes());
        assertThat(store.retention.versionsReplacedBefore(tenant, DAY, 10)).isEmpty();
        assertThat(store.retention.prune(tenant, List.of(version), store.record()))
                .isZero();
        store.update("update backup set state = 'live' where handle = ?", (Object) handle.bytes());
        assertThat(store.retention.prune(tenant, List.of(version), store.record()))
                .isEqualTo(1);
    }

    private @Nullable Long signOfLife(Handle handle) {
        return store.retention.live(tenant, null, 100).stream()
                .filter(backup -> backup.handle().equals(handle))
                .findFirst()
                .orElseThrow()
                .signOfLife();
    }
}
