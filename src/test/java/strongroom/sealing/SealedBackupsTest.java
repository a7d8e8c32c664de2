package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.backup.BackupStore.FindOutcome;
import strongroom.backup.BackupStore.Limit;
import strongroom.backup.BackupStore.PutOutcome;
import strongroom.backup.BackupStore.SizeOutcome;
import strongroom.backup.Ciphertext;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.SealedRow.Stamp;
import strongroom.sealing.SealedRows.StoreOutcome;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SealedBackupsTest {

    private final Deque<Runnable> background = new ArrayDeque<>();
    private final Vault vault = new Vault(background::add);
    private final BackupId id = Vault.id(1);
    private final Ciphertext first = Vault.text(1, 300);
    private final Ciphertext second = Vault.text(2, 300);

    @Test
    void an_upload_is_created_then_replaced_and_found() {
        assertThat(vault.put(id, first)).isEqualTo(new PutOutcome.Created());
        assertThat(vault.put(id, second)).isEqualTo(new PutOutcome.Replaced());

        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(second));
        assertThat(vault.backups.size(vault.tenant, id)).isEqualTo(new SizeOutcome.Present(300, vault.account));
        assertThat(vault.rows.readings()).containsExactly(vault.handle(id));
    }

    @Test
    void a_reading_is_noted_once_as_long_as_the_note_stands() {
        vault.put(id, first);

        vault.find(id);
        vault.find(id);

        assertThat(vault.rows.readings()).containsExactly(vault.handle(id));
    }

    @Test
    void another_id_and_another_tenant_find_nothing() {
        vault.put(id, first);

        assertThat(vault.find(Vault.id(2))).isEqualTo(new FindOutcome.Absent());
        assertThat(vault.backups.find(vault.other, id)).isEqualTo(new FindOutcome.Absent());
        assertThat(vault.backups.size(vault.other, id)).isEqualTo(new SizeOutcome.Absent());
    }

    @Test
    void equal_bytes_renew_the_times_and_write_no_blob() {
        vault.put(id, first);
        vault.now = Vault.START.plus(Duration.ofDays(1)).plusNanos(1);
        vault.rows.setClockSeconds(86_400);

        assertThat(vault.put(id, first)).isEqualTo(new PutOutcome.Replaced());

        assertThat(vault.rows.stored()).isEqualTo(1);
        assertThat(vault.row(id).uploaded()).isEqualTo(new Stamp(Vault.START.plus(Duration.ofDays(1)), 86_400));
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));
    }

    @Test
    void equal_bytes_of_another_account_become_a_new_revision_so_that_it_stays_known_who_wrote_the_first() {
        AccountId one = AccountId.random(new SecureRandom());
        AccountId other = AccountId.random(new SecureRandom());

        vault.backups.put(new BackupStore.Upload(vault.tenant, one, id, first, null));
        vault.backups.put(new BackupStore.Upload(vault.tenant, other, id, first, null));

        assertThat(vault.rows.rows()).extracting(SealedRow::owner).containsExactly(one, other);
    }

    @Test
    void other_bytes_of_the_same_or_another_length_become_a_new_revision() {
        vault.put(id, first);
        vault.put(id, second);
        vault.put(id, Vault.text(3, 301));

        assertThat(vault.rows.rows()).extracting(row -> row.place().revision()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void an_upload_after_a_revert_gets_a_revision_that_was_never_given() {
        vault.put(id, first);
        vault.put(id, second);
        vault.rows.revert(vault.handle(id), 1);
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));

        assertThat(vault.put(id, Vault.text(3, 300))).isEqualTo(new PutOutcome.Replaced());

        assertThat(vault.row(id).place().revision()).isEqualTo(3);
    }

    @Test
    void a_deleted_backup_is_absent_and_an_upload_brings_it_back_under_its_handle() {
        vault.put(id, first);
        var handle = vault.handle(id);

        assertThat(vault.delete(id)).isEqualTo(new DeleteOutcome.Deleted());
        assertThat(vault.delete(id)).isEqualTo(new DeleteOutcome.AlreadyDeleted());
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Absent());
        assertThat(vault.backups.size(vault.tenant, id)).isEqualTo(new SizeOutcome.Absent());

        assertThat(vault.put(id, first)).isEqualTo(new PutOutcome.Created());
        assertThat(vault.handle(id)).isEqualTo(handle);
    }

    @Test
    void an_id_leads_to_its_handle_in_every_state_and_asking_notes_no_reading() {
        assertThat(vault.backups.handle(vault.tenant, id)).isNull();
        vault.put(id, first);

        assertThat(vault.backups.handle(vault.tenant, id)).isEqualTo(vault.handle(id));
        vault.delete(id);

        assertThat(vault.backups.handle(vault.tenant, id)).isEqualTo(vault.handle(id));
        assertThat(vault.rows.readings()).isEmpty();
    }

    @Test
    void deleting_what_never_was_is_absent() {
        assertThat(vault.delete(id)).isEqualTo(new DeleteOutcome.Absent());
    }

    @Test
    void refusals_of_the_store_are_passed_on() {
        vault.put(id, first);
        vault.rows.refuseStores(new StoreOutcome.NoSpace());
        assertThat(vault.put(id, second)).isEqualTo(new PutOutcome.NoSpace());
        vault.rows.refuseStores(new StoreOutcome.OverQuota(Limit.TENANT_BYTES));
        assertThat(vault.put(id, second)).isEqualTo(new PutOutcome.OverQuota(Limit.TENANT_BYTES));
    }

    @Test
    void under_strict_ownership_another_account_is_refused_even_with_equal_bytes() {
        vault.put(vault.tenant, AccountId.random(vault.random), id, first);
        vault.rows.setStrict(vault.tenant);

        assertThat(vault.put(vault.tenant, AccountId.random(vault.random), id, first))
                .isEqualTo(new PutOutcome.NotOwner());
        assertThat(vault.backups.delete(vault.tenant, AccountId.random(vault.random), id))
                .isEqualTo(new DeleteOutcome.NotOwner());
    }

    @Test
    void a_store_that_is_always_outdated_ends_in_unavailable() {
        vault.rows.refuseStores(new StoreOutcome.Outdated());

        assertThatThrownBy(() -> vault.put(id, first)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void a_tenant_whose_keys_are_destroyed_has_nothing_and_takes_nothing() {
        vault.put(id, first);
        vault.wrappedKeys.set(List.of());

        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Absent());
        assertThat(vault.delete(id)).isEqualTo(new DeleteOutcome.Absent());
        assertThatThrownBy(() -> vault.put(id, first)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void an_open_tenant_has_no_owners() {
        vault.put(vault.tenant, null, id, first);
        vault.put(vault.tenant, null, id, first);

        assertThat(vault.row(id).owner()).isNull();
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));
    }

    @Test
    void a_changed_blob_is_quarantined_reported_and_replaced_by_the_next_upload() {
        vault.put(id, first);
        SealedRow row = vault.row(id);
        byte[] sealed = vault.bytes(row);
        sealed[50] ^= 1;
        vault.rows.tamper(row.place(), row, sealed);

        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Damaged(row.place().handle()));
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Damaged(row.place().handle()));
        assertThat(vault.backups.size(vault.tenant, id))
                .isEqualTo(new SizeOutcome.Damaged(row.place().handle()));
        assertThat(vault.rows.quarantined()).containsExactly(row.place());

        assertThat(vault.put(id, second)).isEqualTo(new PutOutcome.Created());
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(second));
    }

    @Test
    void an_upload_over_a_changed_blob_quarantines_it_first() {
        vault.put(id, first);
        SealedRow row = vault.row(id);
        byte[] sealed = vault.bytes(row);
        sealed[50] ^= 1;
        vault.rows.tamper(row.place(), row, sealed);

        assertThat(vault.put(id, first)).isEqualTo(new PutOutcome.Created());

        assertThat(vault.rows.quarantined()).containsExactly(row.place());
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));
    }

    @Test
    void a_read_moves_the_blob_to_the_newest_key_in_the_background_and_changes_nothing_else() {
        vault.put(id, first);
        SealedRow before = vault.row(id);
        vault.rotateTenantKey();

        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));
        assertThat(vault.row(id)).isEqualTo(before);
        background.remove().run();

        SealedRow after = vault.row(id);
        assertThat(after.seal().generation()).isEqualTo(2);
        assertThat(List.of(after.place(), after.uploaded())).isEqualTo(List.of(before.place(), before.uploaded()));
        assertThat(after.owner()).isEqualTo(before.owner());
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));
        assertThat(background).isEmpty();
    }

    @Test
    void a_background_that_rejects_moves_fails_no_read() {
        Vault closing = new Vault(task -> {
            throw new RejectedExecutionException("closing");
        });
        closing.put(id, first);
        closing.rotateTenantKey();

        for (int i = 0; i < 10; i++) {
            assertThat(closing.find(id)).isEqualTo(new FindOutcome.Found(first));
        }
    }

    @Test
    void moves_that_wait_are_few() {
        for (int i = 0; i < 20; i++) {
            vault.put(Vault.id(i), first);
        }
        vault.rotateTenantKey();
        for (int i = 0; i < 20; i++) {
            vault.find(Vault.id(i));
        }

        assertThat(background).hasSize(4);
    }

    @Test
    void a_move_that_comes_too_late_changes_nothing() {
        vault.put(id, first);
        vault.rotateTenantKey();
        vault.find(id);
        vault.put(id, second);

        background.remove().run();

        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(second));
    }

    @Test
    void a_renewal_moves_to_the_newest_key_and_makes_no_version() {
        vault.put(id, first);
        vault.rotateTenantKey();
        vault.now = Vault.START.plusSeconds(9);

        assertThat(vault.put(id, first)).isEqualTo(new PutOutcome.Replaced());

        assertThat(vault.rows.rows()).hasSize(1);
        assertThat(vault.row(id).seal().generation()).isEqualTo(2);
        assertThat(vault.row(id).uploaded().at()).isEqualTo(vault.now);
    }

    @Test
    void a_new_generation_that_the_revision_does_not_show_yet_is_used_by_the_next_upload() {
        vault.put(id, first);
        vault.wrappedKeys.addUnnoticed(
                vault.rotation.nextGeneration(vault.tenant, vault.wrappedKeys.all(), vault.file));

        assertThat(vault.put(id, second)).isEqualTo(new PutOutcome.Replaced());

        assertThat(vault.row(id).seal().generation()).isEqualTo(2);
    }

    @Test
    void a_blob_that_another_process_moved_under_an_unnoticed_generation_is_not_absent() {
        vault.put(id, first);
        vault.wrappedKeys.addUnnoticed(
                vault.rotation.nextGeneration(vault.tenant, vault.wrappedKeys.all(), vault.file));
        TenantKeys theirs =
                new TenantKeys(vault.wrappedKeys, vault.file, () -> new KeyringFile.ReadOutcome.Missing(), () -> 0);
        new SealedBackups(vault.rows, theirs, () -> vault.now, vault.random, Runnable::run).find(vault.tenant, id);

        assertThat(vault.backups.size(vault.tenant, id)).isEqualTo(new SizeOutcome.Present(300, vault.account));
        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));
        assertThat(vault.delete(id)).isEqualTo(new DeleteOutcome.Deleted());
    }

    @Test
    void a_move_between_reading_the_row_and_its_bytes_is_not_damage() {
        vault.put(id, first);
        vault.rotateTenantKey();
        vault.find(id);
        vault.rows.beforeBytes(() -> background.remove().run());

        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(first));

        assertThat(vault.rows.quarantined()).isEmpty();
    }

    @Test
    void an_upload_between_reading_the_row_and_its_bytes_is_repeated() {
        vault.put(id, first);
        BackupId same = id;
        vault.rows.beforeBytes(() -> vault.put(vault.tenant, null, same, Vault.text(9, 400)));

        assertThat(vault.put(id, second)).isEqualTo(new PutOutcome.Replaced());

        assertThat(vault.find(id)).isEqualTo(new FindOutcome.Found(second));
        assertThat(vault.row(id).place().revision()).isEqualTo(3);
    }

    @Test
    void of_20_phones_that_put_to_one_id_each_succeeds_and_one_whole_body_stays() throws Exception {
        List<Ciphertext> bodies =
                IntStream.range(0, 20).mapToObj(i -> Vault.text(i, 20_000)).toList();
        CountDownLatch start = new CountDownLatch(1);
        List<PutOutcome> outcomes = new ArrayList<>();
        try (ExecutorService phones = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PutOutcome>> running = bodies.stream()
                    .map(body -> phones.submit(() -> {
                        start.await();
                        return vault.put(id, body);
                    }))
                    .toList();
            start.countDown();
            for (Future<PutOutcome> each : running) {
                outcomes.add(each.get());
            }
        }

        assertThat(outcomes).filteredOn(new PutOutcome.Created()::equals).hasSize(1);
        assertThat(outcomes).filteredOn(new PutOutcome.Replaced()::equals).hasSize(19);
        assertThat(bodies).contains(((FindOutcome.Found) vault.find(id)).bytes());
        assertThat(vault.rows.rows())
                .hasSize(20)
                .extracting(row -> row.place().handle())
                .containsOnly(vault.handle(id));
    }

    @Test
    void writers_of_two_nodes_under_one_id_all_get_through() throws Exception {
        TenantKeys theirs =
                new TenantKeys(vault.wrappedKeys, vault.file, () -> new KeyringFile.ReadOutcome.Missing(), () -> 0);
        SealedBackups node = new SealedBackups(vault.rows, theirs, () -> vault.now, vault.random, Runnable::run);
        List<Future<PutOutcome>> running = new ArrayList<>();
        try (ExecutorService phones = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                Ciphertext body = Vault.text(i, 5_000);
                SealedBackups asked = i % 2 == 0 ? node : vault.backups;
                running.add(phones.submit(() -> asked.put(
                        new strongroom.backup.BackupStore.Upload(vault.tenant, vault.account, id, body, null))));
            }
            for (Future<PutOutcome> each : running) {
                assertThat(each.get()).isInstanceOfAny(PutOutcome.Created.class, PutOutcome.Replaced.class);
            }
        }

        assertThat(vault.rows.rows()).hasSize(40);
    }
}
