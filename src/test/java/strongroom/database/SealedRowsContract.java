package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.database.Fixture.lookups;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.audit.AuditEvent;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.backup.BackupStore.Limit;
import strongroom.backup.Handle;
import strongroom.database.Fixture.Upload;
import strongroom.sealing.SealedRow;
import strongroom.sealing.SealedRows.Expected;
import strongroom.sealing.SealedRows.Head;
import strongroom.sealing.SealedRows.StoreOutcome;

/** What every engine's sealed rows do. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class SealedRowsContract {

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private Fixture store;

    /** Opens an empty, migrated store. */
    abstract Fixture open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void nothing_stands_under_an_unknown_lookup() {
        assertThat(store.head(1)).isNull();
        assertThat(store.rows().delete(store.tenant(), lookups(1), null)).isInstanceOf(DeleteOutcome.Absent.class);
    }

    @Test
    void what_was_stored_is_read_back_as_it_was() {
        Upload upload = store.upload(store.newHandle(), 1, store.addAccount("personal"), 1);

        StoreOutcome outcome = store.rows().store(upload.row(), upload.sealed(), upload.lookups(), null, null);

        assertThat(outcome).isInstanceOf(StoreOutcome.Created.class);
        assertThat(store.head(1)).isEqualTo(new Head(upload.row(), Head.State.LIVE, 1, false));
        assertThat(store.rows().bytes(upload.row().place())).isEqualTo(upload.sealed());
    }

    @Test
    void another_tenant_sees_nothing_of_it() {
        Upload upload = store.upload(store.newHandle(), 1, null, 1);
        store.rows().store(upload.row(), upload.sealed(), upload.lookups(), null, null);
        TenantId other = store.addTenant();

        assertThat(store.rows().head(other, lookups(1))).isNull();
        assertThat(store.rows()
                        .bytes(new SealedRow.Place(other, upload.row().place().handle(), 1)))
                .isNull();
        assertThat(store.rows().delete(other, lookups(1), null)).isInstanceOf(DeleteOutcome.Absent.class);
    }

    @Test
    void a_second_upload_replaces_the_first_which_becomes_a_version() {
        store.put(null, 1);
        SealedRow first = live(1).row();

        assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.Replaced.class);

        assertThat(live(1).row().place().revision()).isEqualTo(2);
        assertThat(versions()).containsExactly(1L);
        assertThat(store.rows().bytes(first.place())).isNotNull();
    }

    @Test
    void an_upload_that_expected_something_else_is_outdated_and_changes_nothing() {
        store.put(null, 1);
        Head head = live(1);
        Handle handle = head.row().place().handle();

        assertThat(storeExpecting(handle, 2, null)).isInstanceOf(StoreOutcome.Outdated.class);
        assertThat(storeExpecting(handle, 2, new Expected(handle, 2))).isInstanceOf(StoreOutcome.Outdated.class);
        assertThat(storeExpecting(store.newHandle(), 2, new Expected(handle, 1)))
                .isInstanceOf(StoreOutcome.Outdated.class);
        assertThat(storeExpecting(handle, 1, new Expected(handle, 1))).isInstanceOf(StoreOutcome.Outdated.class);
        assertThat(store.head(1)).isEqualTo(head);
        assertThat(versions()).isEmpty();
    }

    @Test
    void an_upload_that_expected_something_where_nothing_is_is_outdated() {
        Handle handle = store.newHandle();

        assertThat(storeExpecting(handle, 2, new Expected(handle, 1))).isInstanceOf(StoreOutcome.Outdated.class);
        assertThat(store.head(1)).isNull();
    }

    @Test
    void an_upload_under_an_older_generation_is_outdated() {
        store.addGeneration(store.tenant(), 2);

        assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.Outdated.class);
        assertThat(store.head(1)).isNull();
    }

    @Test
    void an_upload_to_a_removed_tenant_is_outdated() {
        store.change("update tenant set removed_at = 1 where id = ?", (Object)
                store.tenant().bytes());

        assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.Outdated.class);
    }

    @Test
    void an_upload_under_the_newest_generation_replaces_what_lies_under_an_older_one() {
        store.put(null, 1);
        Head old = live(1);
        store.addGeneration(store.tenant(), 2);
        Upload upload = store.upload(old.row().place().handle(), 2, null, 1, 100, 2);

        store.rows().store(upload.row(), upload.sealed(), upload.lookups(), Fixture.expected(old), null);

        assertThat(live(1).row()).isEqualTo(upload.row());
        assertThat(store.number("select count(*) from backup")).isEqualTo(1);
    }

    @Test
    void after_a_revert_the_next_upload_takes_the_revision_above_all() {
        store.put(null, 1);
        store.put(null, 1);
        Handle handle = live(1).row().place().handle();
        store.change("update revision set replaced_at = null, replaced_clock = null, reason = null where revision = 1");
        store.change("update revision set replaced_at = 5, replaced_clock = 5, reason = 'reverted' where revision = 2");
        store.change("update backup set revision = 1 where handle = ?", (Object) handle.bytes());

        assertThat(live(1).row().place().revision()).isEqualTo(1);
        assertThat(live(1).newest()).isEqualTo(2);
        assertThat(storeExpecting(handle, 2, new Expected(handle, 1))).isInstanceOf(StoreOutcome.Outdated.class);
        assertThat(storeExpecting(handle, 3, new Expected(handle, 1))).isInstanceOf(StoreOutcome.Replaced.class);
    }

    @Test
    void a_renewal_changes_the_times_and_no_blob() {
        AccountId owner = store.addAccount("personal");
        store.put(owner, 1);
        Head before = live(1);
        store.setClock(5 * HOUR);
        SealedRow renewed = renewed(before.row(), owner);

        assertThat(store.rows().renew(renewed, Objects.requireNonNull(Fixture.expected(before)), null))
                .isInstanceOf(StoreOutcome.Replaced.class);

        assertThat(live(1)).isEqualTo(new Head(renewed, Head.State.LIVE, 1, false));
        assertThat(versions()).isEmpty();
        assertThat(store.number("select uploaded_clock from backup")).isEqualTo(5 * HOUR);
        assertThat(store.number("select last_upload_at from account where id = ?", (Object) owner.bytes()))
                .isEqualTo(Fixture.START.plusSeconds(5 * HOUR).toEpochMilli());
    }

    @Test
    void a_renewal_of_anything_but_the_live_blob_is_outdated() {
        store.put(null, 1);
        Head before = live(1);
        Expected expected = Objects.requireNonNull(Fixture.expected(before));
        SealedRow otherBlob = new SealedRow(
                before.row().place(),
                before.row().uploaded(),
                null,
                new SealedRow.Seal(1, before.row().seal().lookup(), 100, store.randomDigest(), store.randomDigest()));

        assertThat(store.rows().renew(otherBlob, expected, null)).isInstanceOf(StoreOutcome.Outdated.class);
        store.rows().delete(store.tenant(), lookups(1), null);
        assertThat(store.rows().renew(renewed(before.row(), null), expected, null))
                .isInstanceOf(StoreOutcome.Outdated.class);
    }

    @Test
    void a_renewal_under_an_older_generation_is_outdated() {
        store.put(null, 1);
        Head before = live(1);
        store.addGeneration(store.tenant(), 2);

        assertThat(store.rows()
                        .renew(renewed(before.row(), null), Objects.requireNonNull(Fixture.expected(before)), null))
                .isInstanceOf(StoreOutcome.Outdated.class);
    }

    @Test
    void an_upload_by_another_account_moves_the_backup_and_is_logged() {
        AccountId owner = store.addAccount("personal");
        AccountId other = store.addAccount("personal");
        store.put(owner, 1);
        Handle handle = live(1).row().place().handle();

        assertThat(store.put(other, 1)).isInstanceOf(StoreOutcome.Replaced.class);

        assertThat(live(1).row().owner()).isEqualTo(other);
        assertThat(store.events()).containsExactly(new AuditEvent.BackupOwnerChanged(handle.value(), owner, other));
        assertThat(store.number("select count(*) from revision where reason = 'owner'"))
                .isEqualTo(1);
    }

    @Test
    void an_upload_notes_the_platform_of_its_account_and_of_the_backup_in_the_writes_that_it_makes_anyway() {
        AccountId owner = store.addAccount("personal");

        store.put(owner, 1, 100, "ios");
        assertThat(platform(owner)).isEqualTo("ios");
        store.put(owner, 1, 100, null);
        assertThat(platform(owner)).isEqualTo("ios");
        store.rows().renew(renewed(live(1).row(), owner), Objects.requireNonNull(Fixture.expected(live(1))), "android");

        assertThat(platform(owner)).isEqualTo("android");
        assertThat(turns()).containsExactly("android", store.now().toString(), "null");
    }

    @Test
    void one_turn_is_a_changed_phone_and_the_way_back_is_the_second() {
        AccountId owner = store.addAccount("personal");
        store.put(owner, 1, 100, "android");
        assertThat(turns()).containsExactly("android", "null", "null");

        store.setClock(HOUR);
        store.put(owner, 1, 100, "ios");
        store.setClock(2 * HOUR);
        store.put(owner, 1, 100, "android");

        assertThat(turns())
                .containsExactly(
                        "android",
                        store.now().toString(),
                        store.now().minusSeconds(HOUR).toString());
    }

    @Test
    void another_account_is_a_turn_but_none_that_follows_a_removed_one() {
        AccountId removed = store.addAccount("personal");
        AccountId one = store.addAccount("personal");
        AccountId other = store.addAccount("personal");
        store.put(removed, 1, 100, "ios");
        store.change("update account set removed_at = 1 where id = ?", (Object) removed.bytes());

        store.put(one, 1, 100, "ios");
        assertThat(turns()).containsExactly("ios", "null", "null");
        store.put(other, 1, 100, "ios");
        store.put(one, 1, 100, "ios");

        assertThat(turns())
                .containsExactly("ios", store.now().toString(), store.now().toString());
    }

    private @Nullable String platform(AccountId account) {
        return store.transactions()
                .<@Nullable String>read(connection -> Sql.first(
                        connection, "select platform from account where id = ?", row -> row.getString(1), (Object)
                                account.bytes()));
    }

    /** Returns who writes the only backup, its last turn, and the one before. */
    private List<String> turns() {
        Writing writing = Objects.requireNonNull(store.transactions()
                .read(connection -> Sql.first(
                        connection, "select writer, turned_at, turned_before_at from backup", Writing::read)));
        return List.of(
                String.valueOf(writing.writer()),
                String.valueOf(writing.turnedAt()),
                String.valueOf(writing.turnedBeforeAt()));
    }

    @Test
    void with_strict_ownership_another_account_is_refused_and_nothing_changes() {
        AccountId owner = store.addAccount("personal");
        AccountId other = store.addAccount("personal");
        store.change("update tenant set ownership = 'strict'");
        store.put(owner, 1);
        Head before = live(1);

        assertThat(store.put(other, 1)).isInstanceOf(StoreOutcome.NotOwner.class);
        assertThat(store.rows()
                        .renew(renewed(before.row(), other), Objects.requireNonNull(Fixture.expected(before)), null))
                .isInstanceOf(StoreOutcome.NotOwner.class);
        assertThat(store.rows().delete(store.tenant(), lookups(1), other)).isInstanceOf(DeleteOutcome.NotOwner.class);
        assertThat(store.head(1)).isEqualTo(before);
        assertThat(store.events()).isEmpty();
    }

    @Test
    void an_upload_by_the_successor_of_a_removed_owner_is_no_change_of_owner() {
        AccountId owner = store.addAccount("personal");
        AccountId successor = store.addAccount("personal");
        store.change("update tenant set ownership = 'strict'");
        store.put(owner, 1);
        store.removeAccount(owner, successor);

        assertThat(store.put(successor, 1)).isInstanceOf(StoreOutcome.Replaced.class);
        assertThat(store.events()).isEmpty();
        assertThat(store.number("select count(*) from backup where owner = ?", (Object) successor.bytes()))
                .isEqualTo(1);
    }

    @Test
    void the_next_upload_takes_a_removed_accounts_backup_over_even_with_strict_ownership() {
        AccountId owner = store.addAccount("personal");
        AccountId next = store.addAccount("personal");
        store.change("update tenant set ownership = 'strict'");
        store.put(owner, 1);
        store.removeAccount(owner, null);

        assertThat(store.rows().delete(store.tenant(), lookups(1), next)).isInstanceOf(DeleteOutcome.NotOwner.class);
        assertThat(store.put(next, 1)).isInstanceOf(StoreOutcome.Replaced.class);
        assertThat(store.events()).hasSize(1);
    }

    @Test
    void an_upload_on_an_open_login_leaves_the_owner_as_it_is() {
        AccountId owner = store.addAccount("personal");
        store.put(owner, 1);

        store.put(null, 1);

        assertThat(live(1).row().owner()).isNull();
        assertThat(store.number("select count(*) from backup where owner = ?", (Object) owner.bytes()))
                .isEqualTo(1);
        assertThat(store.events()).isEmpty();
    }

    @Test
    void a_deleted_backup_lies_in_the_trash_with_the_time_and_who_did_it() {
        AccountId owner = store.addAccount("personal");
        store.put(owner, 1);
        store.setClock(HOUR);

        assertThat(store.rows().delete(store.tenant(), lookups(1), owner)).isInstanceOf(DeleteOutcome.Deleted.class);

        Head head = Objects.requireNonNull(store.head(1));
        assertThat(head.state()).isEqualTo(Head.State.TRASHED);
        assertThat(store.rows().bytes(head.row().place())).isNotNull();
        assertThat(store.number(
                        "select count(*) from backup where trashed_clock = ? and trashed_at = ? and trashed_by = ?",
                        HOUR,
                        Fixture.START.plusSeconds(HOUR).toEpochMilli(),
                        owner.bytes()))
                .isEqualTo(1);
        assertThat(store.rows().delete(store.tenant(), lookups(1), owner))
                .isInstanceOf(DeleteOutcome.AlreadyDeleted.class);
    }

    @Test
    void a_delete_by_another_account_is_logged() {
        AccountId owner = store.addAccount("personal");
        AccountId other = store.addAccount("personal");
        store.put(owner, 1);

        assertThat(store.rows().delete(store.tenant(), lookups(1), other)).isInstanceOf(DeleteOutcome.Deleted.class);

        assertThat(store.events())
                .containsExactly(new AuditEvent.BackupDeletedByOther(
                        Objects.requireNonNull(store.head(1))
                                .row()
                                .place()
                                .handle()
                                .value(),
                        owner,
                        other));
    }

    @Test
    void an_upload_to_the_trash_brings_the_backup_back_and_keeps_the_trashed_blob_as_a_version() {
        store.put(null, 1);
        store.rows().delete(store.tenant(), lookups(1), null);

        assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.Created.class);

        assertThat(live(1).state()).isEqualTo(Head.State.LIVE);
        assertThat(store.number("select count(*) from revision where reason = 'trashed'"))
                .isEqualTo(1);
        assertThat(store.number("select count(*) from backup where trashed_clock is null and trashed_at is null"))
                .isEqualTo(1);
    }

    @Test
    void what_another_account_trashed_and_replaced_is_kept_as_a_change_of_owner() {
        AccountId other = store.addAccount("personal");
        store.put(store.addAccount("personal"), 1);
        store.rows().delete(store.tenant(), lookups(1), other);

        store.put(other, 1);

        assertThat(store.number("select count(*) from revision where reason = 'owner'"))
                .isEqualTo(1);
    }

    @Test
    void a_probes_delete_is_final_for_what_nobody_but_it_wrote() {
        AccountId probe = store.addAccount("probe");
        store.put(probe, 1);
        store.put(probe, 1);

        assertThat(store.rows().delete(store.tenant(), lookups(1), probe)).isInstanceOf(DeleteOutcome.Deleted.class);

        assertThat(store.head(1)).isNull();
        assertThat(store.number("select count(*) from sealed")).isZero();
        assertThat(store.number("select sealed_bytes + live_backups from tenant"))
                .isZero();
    }

    @Test
    void a_probes_delete_trashes_what_another_account_wrote_or_what_is_held() {
        AccountId probe = store.addAccount("probe");
        store.put(store.addAccount("personal"), 1);
        store.put(probe, 1);
        store.put(probe, 2);
        store.change("update account set held = 1 where id = ?", (Object) probe.bytes());

        store.rows().delete(store.tenant(), lookups(1), probe);
        store.rows().delete(store.tenant(), lookups(2), probe);

        assertThat(store.number("select count(*) from backup where state = 'trashed'"))
                .isEqualTo(2);
    }

    @Test
    void versions_uploaded_close_together_make_room_and_held_ones_do_not() {
        store.put(null, 1);
        store.put(null, 1);
        store.put(null, 1);
        assertThat(versions()).containsExactly(1L, 2L);

        store.put(null, 1);
        assertThat(versions()).containsExactly(1L, 3L);

        store.change("update tenant set held = 1");
        store.put(null, 1);
        store.put(null, 1);
        assertThat(versions()).containsExactly(1L, 3L, 4L, 5L);
    }

    @Test
    void a_tenant_without_versions_keeps_none() {
        store.change("update tenant set versions = 0");

        store.put(null, 1);
        store.put(null, 1);

        assertThat(versions()).isEmpty();
        assertThat(store.number("select sealed_bytes from tenant")).isEqualTo(100);
    }

    @Test
    void the_tenants_bytes_limit_everything_that_is_kept() {
        store.change("update tenant set quota_bytes = 250");
        store.put(null, 1);
        store.put(null, 1);
        Head before = live(1);

        assertThat(store.put(null, 1)).isEqualTo(new StoreOutcome.OverQuota(Limit.TENANT_BYTES));
        assertThat(store.put(null, 2)).isEqualTo(new StoreOutcome.OverQuota(Limit.TENANT_BYTES));
        assertThat(store.head(1)).isEqualTo(before);
        assertThat(store.put(null, 1, 50)).isInstanceOf(StoreOutcome.Replaced.class);
    }

    @Test
    void the_tenants_backups_limit_new_ones_alone() {
        store.change("update tenant set max_backups = 1");
        store.put(null, 1);

        assertThat(store.put(null, 2)).isEqualTo(new StoreOutcome.OverQuota(Limit.TENANT_BACKUPS));
        assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.Replaced.class);

        store.rows().delete(store.tenant(), lookups(1), null);
        assertThat(store.put(null, 2)).isInstanceOf(StoreOutcome.Created.class);
        assertThat(store.put(null, 1)).isEqualTo(new StoreOutcome.OverQuota(Limit.TENANT_BACKUPS));
    }

    @Test
    void an_accounts_backups_limit_personal_accounts_alone() {
        store.change("update tenant set max_backups_per_account = 3");
        AccountId personal = store.addAccount("personal");
        AccountId shared = store.addAccount("shared");
        for (int id = 0; id < 3; id++) {
            store.put(personal, id);
        }

        assertThat(store.put(personal, 3)).isEqualTo(new StoreOutcome.OverQuota(Limit.ACCOUNT_BACKUPS));
        assertThat(store.put(personal, 0)).isInstanceOf(StoreOutcome.Replaced.class);
        for (int id = 10; id < 14; id++) {
            assertThat(store.put(shared, id)).isInstanceOf(StoreOutcome.Created.class);
        }
    }

    @Test
    void a_move_writes_the_new_seal_and_changes_no_time() {
        store.put(null, 1);
        Head before = live(1);
        store.addGeneration(store.tenant(), 2);
        store.setClock(HOUR);
        Upload moved = moved(before.row());

        store.rows().move(before.row(), moved.row(), moved.sealed());
        store.awaitNotes();

        assertThat(live(1)).isEqualTo(new Head(moved.row(), Head.State.LIVE, 1, false));
        assertThat(live(1).row().uploaded()).isEqualTo(before.row().uploaded());
        assertThat(store.rows().bytes(moved.row().place())).isEqualTo(moved.sealed());
    }

    @Test
    void a_move_to_a_key_that_is_no_longer_the_newest_does_nothing() {
        store.put(null, 1);
        Head before = live(1);
        store.addGeneration(store.tenant(), 2);
        Upload moved = moved(before.row());
        store.addGeneration(store.tenant(), 3);

        store.rows().move(before.row(), moved.row(), moved.sealed());
        store.awaitNotes();

        assertThat(live(1)).isEqualTo(before);
    }

    @Test
    void a_move_of_what_has_changed_since_does_nothing() {
        store.put(null, 1);
        SealedRow before = live(1).row();
        store.rows().renew(renewed(before, null), new Expected(before.place().handle(), 1), null);
        Head renewed = live(1);
        Upload moved = moved(before);

        store.rows().move(before, moved.row(), moved.sealed());
        store.awaitNotes();

        assertThat(store.head(1)).isEqualTo(renewed);
    }

    @Test
    void a_quarantined_blob_is_kept_and_logged_once_and_the_next_upload_keeps_it_as_evidence() {
        store.change("update tenant set versions = 0");
        store.put(null, 1);
        SealedRow.Place place = live(1).row().place();

        store.rows().quarantine(place);
        store.rows().quarantine(place);

        assertThat(Objects.requireNonNull(store.head(1)).state()).isEqualTo(Head.State.DAMAGED);
        assertThat(store.events())
                .containsExactly(new AuditEvent.BackupQuarantined(place.handle().value(), 1));
        assertThat(store.put(null, 1)).isInstanceOf(StoreOutcome.Created.class);
        assertThat(store.number("select count(*) from revision where reason = 'damaged'"))
                .isEqualTo(1);
    }

    @Test
    void a_damaged_version_is_marked_too() {
        store.put(null, 1);
        SealedRow.Place place = live(1).row().place();
        store.put(null, 1);

        store.rows().quarantine(place);
        store.rows().quarantine(place);

        assertThat(live(1).row().place().revision()).isEqualTo(2);
        assertThat(store.events()).hasSize(1);
        assertThat(store.number("select count(*) from revision where reason = 'damaged'"))
                .isEqualTo(1);
    }

    @Test
    void a_reading_is_noted_at_most_once_an_hour() {
        AccountId owner = store.addAccount("personal");
        store.put(owner, 1);
        Handle handle = live(1).row().place().handle();

        for (long seconds : new long[] {0, HOUR - 1, HOUR, HOUR + 1}) {
            store.setClock(seconds);
            assertThat(live(1).readNoted()).isEqualTo(seconds == HOUR - 1 || seconds == HOUR + 1);
            store.rows().noteRead(handle);
            store.awaitNotes();
            assertThat(live(1).readNoted()).isTrue();
            assertThat(store.number("select read_clock from backup")).isEqualTo(seconds < HOUR ? 0 : HOUR);
        }
        assertThat(store.number("select last_read_at from account where id = ?", (Object) owner.bytes()))
                .isEqualTo(Fixture.START.plusSeconds(HOUR).toEpochMilli());
    }

    @Test
    void pages_name_every_blob_once_in_order() {
        for (int id = 0; id < 5; id++) {
            store.put(null, id);
            store.put(null, id);
        }
        store.rows().delete(store.tenant(), lookups(3), null);

        List<SealedRow.Place> places = new ArrayList<>();
        SealedRow.Place after = null;
        for (List<SealedRow> page = store.rows().page(after, 3);
                !page.isEmpty();
                page = store.rows().page(after, 3)) {
            page.forEach(row -> places.add(row.place()));
            after = page.getLast().place();
        }

        assertThat(places).hasSize(10).doesNotHaveDuplicates();
        assertThat(places)
                .extracting(place -> place.handle().toString() + "." + place.revision())
                .isSorted();
    }

    @Test
    void the_counters_equal_a_count_after_any_history() {
        RandomGenerator random = new SplittableRandom(20260101);
        List<AccountId> accounts =
                List.of(store.addAccount("personal"), store.addAccount("shared"), store.addAccount("probe"));
        store.change("update tenant set quota_bytes = 6000, max_backups = 8");

        for (int step = 0; step < 400; step++) {
            store.setClock(step * 2L * HOUR);
            changeAnything(random, accounts.get(random.nextInt(3)), random.nextInt(12));
        }

        assertThat(store.number("select live_backups from tenant"))
                .isEqualTo(store.number("select count(*) from backup where state = 'live'"));
        assertThat(store.number("select sealed_bytes from tenant"))
                .isEqualTo(store.number("select sum(bytes) from revision"))
                .isEqualTo(store.number("select sum(length(bytes)) from sealed"))
                .isPositive();
        assertThat(store.number("select count(*) from revision r where not exists"
                        + " (select 1 from sealed s where s.handle = r.handle and s.revision = r.revision)"))
                .isZero();
        assertThat(store.number("select count(*) from backup b join revision r"
                        + " on r.handle = b.handle and r.revision = b.revision where r.reason is null"))
                .isEqualTo(store.number("select count(*) from revision where reason is null"))
                .isEqualTo(store.number("select count(*) from backup"));
    }

    private void changeAnything(RandomGenerator random, AccountId account, int id) {
        Head head = store.head(id);
        switch (random.nextInt(6)) {
            case 0 -> store.rows().delete(store.tenant(), lookups(id), account);
            case 1 -> {
                if (head != null) {
                    store.rows().quarantine(head.row().place());
                }
            }
            case 2 -> {
                if (head != null) {
                    Upload moved = moved(head.row());
                    store.rows().move(head.row(), moved.row(), moved.sealed());
                }
            }
            default -> store.put(account, id, 50 + random.nextInt(200));
        }
    }

    private Head live(int id) {
        Head head = Objects.requireNonNull(store.head(id));
        assertThat(head.state()).isEqualTo(Head.State.LIVE);
        return head;
    }

    private List<Long> versions() {
        return store.transactions()
                .read(connection -> Sql.list(
                        connection,
                        "select revision from revision where replaced_at is not null order by revision",
                        row -> row.getLong(1)));
    }

    private StoreOutcome storeExpecting(Handle handle, long revision, @Nullable Expected expected) {
        Upload upload = store.upload(handle, revision, null, 1);
        return store.rows().store(upload.row(), upload.sealed(), upload.lookups(), expected, null);
    }

    /** The same blob with the time of now and another MAC. */
    private SealedRow renewed(SealedRow row, @Nullable AccountId owner) {
        SealedRow now = store.upload(row.place().handle(), row.place().revision(), owner, 1)
                .row();
        SealedRow.Seal seal = row.seal();
        return new SealedRow(
                row.place(),
                now.uploaded(),
                owner,
                new SealedRow.Seal(
                        seal.generation(),
                        seal.lookup(),
                        seal.bytes(),
                        seal.sha256(),
                        now.seal().mac()));
    }

    /** The same blob under the second generation, sealed a little longer. */
    private Upload moved(SealedRow row) {
        byte[] sealed = new byte[(int) row.seal().bytes() + 1];
        byte[] lookup = row.seal().lookup().bytes();
        lookup[2] = 2;
        SealedRow.Seal seal = new SealedRow.Seal(
                row.seal().generation() + 1,
                strongroom.sealing.Digest.of(lookup),
                sealed.length,
                store.randomDigest(),
                store.randomDigest());
        return new Upload(new SealedRow(row.place(), row.uploaded(), row.owner(), seal), sealed, List.of());
    }
}
