package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.admin.BackupChanges.Filter;
import strongroom.admin.BackupChanges.Listed;
import strongroom.admin.BackupChanges.RevertOutcome;
import strongroom.audit.AuditEvent;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.backup.StoredBackup.Blob;
import strongroom.backup.StoredBackup.State;
import strongroom.retention.RetentionStore;

/** What administrators see of backups, and change. */
abstract class BackupChangesContract extends StoreContract {

    private static final Filter ALL = new Filter(null, null, null, null);

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
    void a_live_backup_is_listed_with_its_versions_and_what_its_end_is_counted_from() {
        Handle handle = store.backup(tenant, owner);
        store.wall = store.wall.plusSeconds(60);
        store.advanceDays(2);
        store.replace(tenant, handle, owner);

        assertThat(store.backupChanges.find(handle))
                .isEqualTo(new Listed(
                        new StoredBackup(
                                handle,
                                tenant,
                                owner,
                                State.LIVE,
                                new Blob(2, 100 - StoreUnderTest.SEAL_BYTES, store.wall),
                                List.of(new Blob(1, 100 - StoreUnderTest.SEAL_BYTES, StoreUnderTest.START))),
                        false,
                        false,
                        null,
                        new RetentionStore.Candidate(handle, 2, 2 * 86_400, null, null, null, false)));
    }

    @Test
    void a_trashed_backup_is_listed_with_its_time_and_a_damaged_one_without_an_end() {
        Handle trashed = store.backup(tenant, null);
        store.delete(trashed);
        Handle damaged = store.backup(tenant, owner);
        damage(damaged);

        Listed inTrash = find(trashed);
        assertThat(inTrash.backup().state()).isEqualTo(State.TRASHED);
        assertThat(inTrash.backup().owner()).isNull();
        assertThat(inTrash.trashedAt()).isEqualTo(StoreUnderTest.START);
        assertThat(inTrash.kept()).isEqualTo(new RetentionStore.Trashed(trashed, 1, 0, false));
        assertThat(find(damaged).backup().state()).isEqualTo(State.DAMAGED);
        assertThat(find(damaged).kept()).isNull();
    }

    @Test
    void lists_are_pages_in_the_order_of_handles() {
        List<Handle> handles = java.util.stream.IntStream.range(0, 10)
                .mapToObj(i -> store.backup(tenant, owner))
                .toList();

        assertThat(handles(ALL, null, 4)).isEqualTo(handles.subList(0, 4));
        assertThat(handles(ALL, handles.get(3), 4)).isEqualTo(handles.subList(4, 8));
        assertThat(handles(ALL, handles.get(7), 4)).isEqualTo(handles.subList(8, 10));
        assertThat(handles(ALL, handles.get(9), 4)).isEmpty();
    }

    @Test
    void lists_are_filtered_by_tenant_owner_state_and_time() {
        TenantId other = store.addTenant("other").id();
        Handle live = store.backup(tenant, owner);
        Handle early = store.backup(tenant, owner);
        store.delete(early);
        store.wall = store.wall.plusSeconds(60);
        Handle late = store.backup(tenant, null);
        store.delete(late);
        Handle elsewhere = store.backup(other, null);

        assertThat(handles(ALL, null, 10)).containsExactly(live, early, late, elsewhere);
        assertThat(handles(new Filter(other, null, null, null), null, 10)).containsExactly(elsewhere);
        assertThat(handles(new Filter(null, owner, null, null), null, 10)).containsExactly(live, early);
        assertThat(handles(new Filter(tenant, null, State.TRASHED, null), null, 10))
                .containsExactly(early, late);
        assertThat(handles(new Filter(tenant, null, null, store.wall.toEpochMilli()), null, 10))
                .containsExactly(late);
        assertThat(handles(new Filter(tenant, owner, State.TRASHED, 0L), null, 10))
                .containsExactly(early);
    }

    @Test
    void a_backup_is_held_by_its_own_hold_its_accounts_or_its_tenants() {
        Handle handle = store.backup(tenant, owner);

        assertThat(store.backupChanges.hold(handle, true, store.record())).isTrue();
        assertThat(find(handle).ownHold()).isTrue();
        assertThat(find(handle).held()).isTrue();
        store.backupChanges.hold(handle, false, store.record());
        store.hold(owner, true);
        assertThat(find(handle).ownHold()).isFalse();
        assertThat(find(handle).held()).isTrue();
        store.hold(owner, false);
        store.hold(store.read(tenant), true);
        assertThat(find(handle).held()).isTrue();
        store.hold(store.read(tenant), false);
        assertThat(find(handle).held()).isFalse();
        assertThat(store.backupChanges.hold(new Handle(store.id()), true, store.record()))
                .isFalse();
    }

    @Test
    void a_hold_that_is_set_already_is_no_event() {
        Handle handle = store.backup(tenant, owner);
        store.backupChanges.hold(handle, true, store.record());
        int events = store.events().size();

        assertThat(store.backupChanges.hold(handle, true, store.record())).isTrue();

        assertThat(store.events()).hasSize(events);
    }

    @Test
    void a_backup_with_a_version_of_a_held_account_is_held() {
        AccountId other = store.addAccount(tenant, "berta").id();
        Handle handle = store.backup(tenant, owner);
        store.replace(tenant, handle, other);

        store.hold(owner, true);

        assertThat(find(handle).held()).isTrue();
    }

    @Test
    void a_revert_makes_the_chosen_blob_current_and_the_former_one_a_version() {
        AccountId other = store.addAccount(tenant, "berta").id();
        Handle handle = store.backup(tenant, other);
        store.advanceDays(1);
        store.replace(tenant, handle, owner);
        store.advanceDays(1);
        store.replace(tenant, handle, owner);
        store.advanceDays(1);

        assertThat(store.backupChanges.revert(handle, 1L, store.record())).isEqualTo(RevertOutcome.DONE);

        Listed after = find(handle);
        assertThat(after.backup().current().revision()).isEqualTo(1);
        assertThat(after.backup().owner()).isEqualTo(other);
        assertThat(after.backup().versions().stream().map(Blob::revision)).containsExactly(3L, 2L);
        assertThat(after.kept()).isEqualTo(new RetentionStore.Candidate(handle, 1, 0, null, null, 3 * 86_400L, false));
        assertThat(store.number("select newest from backup where handle = ?", handle))
                .isEqualTo(3);
        byte[] lookup = store.transactions.read(connection -> Objects.requireNonNull(
                Sql.first(connection, "select lookup from backup", row -> row.getBytes("lookup"))));
        assertThat(lookup).isEqualTo(StoreUnderTest.lookup(handle, 1));
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.BackupReverted(handle.value(), 3, 1));
    }

    @Test
    void a_revert_without_a_number_takes_what_was_replaced_last_and_can_be_undone_so() {
        Handle handle = store.backup(tenant, owner);
        store.replace(tenant, handle, owner);
        store.wall = store.wall.plusSeconds(1);
        store.replace(tenant, handle, owner);
        store.wall = store.wall.plusSeconds(1);

        store.backupChanges.revert(handle, null, store.record());
        assertThat(find(handle).backup().current().revision()).isEqualTo(2);
        store.backupChanges.revert(handle, null, store.record());
        assertThat(find(handle).backup().current().revision()).isEqualTo(3);
    }

    @Test
    void a_damaged_backup_is_live_again_when_it_is_reverted_and_never_goes_back_to_the_damage() {
        Handle handle = store.backup(tenant, owner);
        store.replace(tenant, handle, owner);
        damage(handle);

        assertThat(store.backupChanges.revert(handle, null, store.record())).isEqualTo(RevertOutcome.DONE);

        assertThat(find(handle).backup().state()).isEqualTo(State.LIVE);
        assertThat(find(handle).backup().current().revision()).isEqualTo(1);
        assertThat(store.backupChanges.revert(handle, null, store.record())).isEqualTo(RevertOutcome.NO_SUCH_VERSION);
        assertThat(store.backupChanges.revert(handle, 2L, store.record())).isEqualTo(RevertOutcome.NO_SUCH_VERSION);
    }

    @Test
    void a_revert_to_a_blob_from_an_open_login_leaves_the_owner() {
        Handle handle = store.backup(tenant, null);
        store.replace(tenant, handle, owner);

        store.backupChanges.revert(handle, null, store.record());

        assertThat(find(handle).backup().owner()).isEqualTo(owner);
    }

    @Test
    void a_backup_whose_blobs_came_from_an_open_login_is_held_by_its_owner() {
        Handle handle = store.backup(tenant, null);
        store.update("update backup set owner = ? where handle = ?", owner.bytes(), handle.bytes());

        store.hold(owner, true);

        assertThat(find(handle).held()).isTrue();
    }

    @Test
    void what_cannot_be_reverted_is_told_apart() {
        Handle handle = store.backup(tenant, owner);
        Handle trashed = store.backup(tenant, owner);
        store.replace(tenant, trashed, owner);
        store.delete(trashed);
        int events = store.events().size();

        assertThat(store.backupChanges.revert(new Handle(store.id()), null, store.record()))
                .isEqualTo(RevertOutcome.NO_SUCH_BACKUP);
        assertThat(store.backupChanges.revert(trashed, null, store.record())).isEqualTo(RevertOutcome.TRASHED);
        assertThat(store.backupChanges.revert(handle, null, store.record())).isEqualTo(RevertOutcome.NO_SUCH_VERSION);
        assertThat(store.backupChanges.revert(handle, 1L, store.record())).isEqualTo(RevertOutcome.NO_SUCH_VERSION);
        assertThat(store.events()).hasSize(events);
    }

    @Test
    void what_is_brought_back_from_the_trash_is_live_and_its_time_starts_anew() {
        Handle trashed = store.backup(tenant, owner);
        store.delete(trashed);
        Handle live = store.backup(tenant, owner);
        Handle elsewhere = store.backup(store.addTenant("other").id(), null);
        store.delete(elsewhere);
        store.advanceDays(5);

        List<Handle> restored = store.backupChanges.restore(
                tenant, List.of(trashed, live, elsewhere, new Handle(store.id())), store.record());

        assertThat(restored).containsExactly(trashed);
        assertThat(find(trashed).backup().state()).isEqualTo(State.LIVE);
        assertThat(find(trashed).trashedAt()).isNull();
        assertThat(find(trashed).kept())
                .isEqualTo(new RetentionStore.Candidate(trashed, 1, 0, null, null, 5 * 86_400L, false));
        assertThat(find(elsewhere).backup().state()).isEqualTo(State.TRASHED);
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.TrashRestored(tenant, List.of(trashed.value())));
    }

    @Test
    void a_restore_that_finds_nothing_is_no_event() {
        Handle live = store.backup(tenant, owner);
        int events = store.events().size();

        assertThat(store.backupChanges.restore(tenant, List.of(live), store.record()))
                .isEmpty();
        assertThat(store.backupChanges.purge(tenant, List.of(live), store.record()))
                .isEmpty();

        assertThat(store.events()).hasSize(events);
    }

    @Test
    void what_is_purged_is_gone_with_its_versions_and_what_is_held_stays() {
        Handle gone = store.backup(tenant, owner);
        store.replace(tenant, gone, owner);
        store.delete(gone);
        Handle held = store.backup(tenant, owner);
        store.delete(held);
        store.backupChanges.hold(held, true, store.record());

        List<Handle> purged = store.backupChanges.purge(tenant, List.of(gone, held), store.record());

        assertThat(purged).containsExactly(gone);
        assertThat(store.backupChanges.find(gone)).isNull();
        assertThat(store.number("select count(*) from sealed where handle = ?", gone))
                .isZero();
        assertThat(find(held).backup().state()).isEqualTo(State.TRASHED);
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.TrashPurged(tenant, List.of(gone.value())));
    }

    @Test
    void a_purge_touches_at_most_64_blobs_in_one_transaction_and_logs_each() {
        List<Handle> handles = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> store.backup(tenant, owner))
                .toList();
        for (Handle handle : handles) {
            store.replace(tenant, handle, owner);
            store.replace(tenant, handle, owner);
            store.delete(handle);
        }
        int writes = store.transactions.writes();

        assertThat(store.backupChanges.purge(tenant, handles, store.record())).isEqualTo(handles);

        assertThat(store.transactions.writes() - writes).isEqualTo(2);
        assertThat(store.events())
                .contains(
                        new AuditEvent.TrashPurged(
                                tenant,
                                handles.subList(0, 21).stream()
                                        .map(Handle::value)
                                        .toList()),
                        new AuditEvent.TrashPurged(
                                tenant,
                                handles.subList(21, 40).stream()
                                        .map(Handle::value)
                                        .toList()));
        assertThat(store.number("select count(*) from sealed")).isZero();
    }

    @Test
    void more_than_64_at_once_are_refused() {
        List<Handle> tooMany = Collections.nCopies(65, new Handle(store.id()));

        assertThatThrownBy(() -> store.backupChanges.restore(tenant, tooMany, store.record()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.backupChanges.purge(tenant, tooMany, store.record()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void damage(Handle handle) {
        store.update("update backup set state = 'damaged' where handle = ?", (Object) handle.bytes());
        store.update("update tenant set live_backups = live_backups - 1 where id = ?", (Object) tenant.bytes());
    }

    private Listed find(Handle handle) {
        return Objects.requireNonNull(store.backupChanges.find(handle));
    }

    private List<Handle> handles(Filter filter, @Nullable Handle after, int most) {
        return store.backupChanges.list(filter, after, most).stream()
                .map(listed -> listed.backup().handle())
                .toList();
    }
}
