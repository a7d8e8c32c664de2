package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Accounts;
import strongroom.account.Activity;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.backup.Handle;
import strongroom.credential.PasswordHash;

/** Accounts: reading, changing, renaming, removing and succeeding them. */
abstract class AccountChangesContract extends StoreContract {

    @SuppressWarnings("NullAway.Init") // set before each test
    private Tenant tenant;

    @BeforeEach
    void addTenant() {
        tenant = store.addTenant("acme");
    }

    @Test
    void everything_of_an_account_is_read_back() {
        Account added = store.addAccount(tenant.id(), "erika");
        Account changed = new Account(
                added.id(),
                tenant.id(),
                new AccountNames(new UserName("E.Müller"), new UserName("Erika"), StoreUnderTest.START.plusSeconds(60)),
                AccountKind.SHARED,
                new Standing(false, StoreUnderTest.START.plusSeconds(90), true),
                new Account.Labels(List.of("west", "Zürich"), "4711"),
                added.revision());

        assertThat(store.accountChanges.change(changed, null, List.of(store.record())))
                .isEqualTo(ChangeOutcome.DONE);

        Account expected = new Account(
                changed.id(),
                changed.tenant(),
                changed.names(),
                changed.kind(),
                changed.standing(),
                changed.labels(),
                added.revision() + 1);
        assertThat(store.accounts.find(added.id())).isEqualTo(new Accounts.Entry(expected, Activity.NONE));
        assertThat(store.accounts.of(tenant.id())).containsExactly(new Accounts.Entry(expected, Activity.NONE));
        assertThat(store.accountChanges.change(changed, null, List.of(store.record())))
                .isEqualTo(ChangeOutcome.OUTDATED);
    }

    @Test
    void accounts_are_found_ignoring_case_and_only_in_their_tenant() {
        Account account = store.addAccount(tenant.id(), "Erika");
        Tenant other = store.addTenant("other");

        assertThat(found(tenant.id(), "eRIKA")).isEqualTo(account.id());
        assertThat(found(other.id(), "Erika")).isNull();
        assertThat(found(tenant.id(), "Erik")).isNull();
        assertThat(store.accounts.find(new AccountId(store.id()))).isNull();
    }

    @Test
    void accounts_of_a_tenant_are_ordered_by_folded_name() {
        store.addAccount(tenant.id(), "Berta");
        store.addAccount(tenant.id(), "anna");
        store.addAccount(tenant.id(), "Caesar");

        assertThat(store.accounts.of(tenant.id()).stream()
                        .map(entry -> entry.account().names().current().value()))
                .containsExactly("anna", "Berta", "Caesar");
    }

    @Test
    void a_name_is_unique_in_its_tenant_ignoring_case() {
        store.addAccount(tenant.id(), "Erika");
        Account second = store.addAccount(tenant.id(), "Berta");
        Tenant other = store.addTenant("other");

        assertThat(add(store.account(tenant.id(), "erika"))).isEqualTo(ChangeOutcome.NAME_TAKEN);
        assertThat(renamed(second, "ERIKA", null)).isEqualTo(ChangeOutcome.NAME_TAKEN);
        assertThat(renamed(second, "BERTA", null)).isEqualTo(ChangeOutcome.DONE);
        assertThat(add(store.account(other.id(), "erika"))).isEqualTo(ChangeOutcome.DONE);
    }

    @Test
    void a_former_name_logs_in_until_its_time_and_is_taken_so_long() {
        Account account = store.addAccount(tenant.id(), "erika");
        Instant until = StoreUnderTest.START.plus(Duration.ofDays(7));
        StoreUnderTest.done(renamed(account, "e.mueller", until));

        assertThat(found(tenant.id(), "Erika")).isEqualTo(account.id());
        assertThat(found(tenant.id(), "e.mueller")).isEqualTo(account.id());
        assertThat(add(store.account(tenant.id(), "ERIKA"))).isEqualTo(ChangeOutcome.NAME_TAKEN);

        store.wall = until;

        assertThat(found(tenant.id(), "Erika")).isNull();
        Account next = store.addAccount(tenant.id(), "Erika");
        assertThat(found(tenant.id(), "erika")).isEqualTo(next.id());
    }

    @Test
    void a_former_name_cannot_be_prolonged_once_somebody_else_has_it() {
        Account account = store.addAccount(tenant.id(), "erika");
        StoreUnderTest.done(renamed(account, "e.mueller", StoreUnderTest.START));
        store.addAccount(tenant.id(), "erika");

        ChangeOutcome outcome = renamed(store.read(account.id()), "emm", StoreUnderTest.START.plusSeconds(60), "erika");

        assertThat(outcome).isEqualTo(ChangeOutcome.NAME_TAKEN);
    }

    @Test
    void a_removed_account_leaves_a_tombstone_and_its_name_is_free() {
        Account account = store.addAccount(tenant.id(), "erika");
        Handle backup = store.backup(tenant.id(), account.id());

        assertThat(store.accountChanges.remove(account.id(), store.record())).isEqualTo(ChangeOutcome.DONE);

        assertThat(store.accounts.of(tenant.id())).isEmpty();
        assertThat(found(tenant.id(), "erika")).isNull();
        assertThat(store.read(account.id()).names()).isEqualTo(account.names());
        assertThat(store.accountChanges.remove(account.id(), store.record())).isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(store.accountChanges.rotate(account.id(), new PasswordHash("new"), null, store.record()))
                .isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(store.number("select count(*) from account where password <> '' or previous_password <> ''"))
                .isZero();
        assertThat(add(store.account(tenant.id(), "erika"))).isEqualTo(ChangeOutcome.DONE);
        assertThat(Objects.requireNonNull(store.backupChanges.find(backup))
                        .backup()
                        .owner())
                .isEqualTo(account.id());
    }

    @Test
    void the_hold_of_a_removed_account_can_be_cleared() {
        Account account = store.addAccount(tenant.id(), "erika");
        Handle backup = store.backup(tenant.id(), account.id());
        store.hold(account.id(), true);
        store.accountChanges.remove(account.id(), store.record());
        store.addAccount(tenant.id(), "erika");
        assertThat(Objects.requireNonNull(store.backupChanges.find(backup)).held())
                .isTrue();

        store.hold(account.id(), false);

        assertThat(Objects.requireNonNull(store.backupChanges.find(backup)).held())
                .isFalse();
        assertThat(store.accounts.of(tenant.id())).hasSize(1);
    }

    @Test
    void an_account_with_the_csi_of_a_removed_one_takes_its_backups_and_its_hold_over() {
        AccountId first = store.addAccount(withCsi("erika", "4711"), null).id();
        Handle backup = store.backup(tenant.id(), first);
        store.hold(first, true);
        store.accountChanges.remove(first, store.record());

        Account second = withCsi("e.mueller", "4711");
        assertThat(store.accountChanges.removedWithCsi(second)).isEqualTo(first);
        assertThat(store.accountChanges.removedWithCsi(withCsi("x", "12"))).isNull();
        assertThat(store.accountChanges.removedWithCsi(store.account(tenant.id(), "y")))
                .isNull();
        store.addAccount(second, first);

        assertThat(store.accountChanges.removedWithCsi(withCsi("z", "4711"))).isNull();
        assertThat(Objects.requireNonNull(store.backupChanges.find(backup))
                        .backup()
                        .owner())
                .isEqualTo(second.id());
        assertThat(store.read(second.id()).standing().held()).isTrue();
        store.hold(second.id(), false);
        assertThat(Objects.requireNonNull(store.backupChanges.find(backup)).held())
                .isFalse();
    }

    @Test
    void what_was_taken_over_is_taken_over_again() {
        AccountId first = store.addAccount(withCsi("a", "4711"), null).id();
        Handle backup = store.backup(tenant.id(), first);
        store.accountChanges.remove(first, store.record());
        AccountId second = store.addAccount(withCsi("b", "4711"), first).id();
        store.accountChanges.remove(second, store.record());
        Account last = withCsi("c", "4711");
        assertThat(store.accountChanges.removedWithCsi(last)).isEqualTo(second);

        AccountId third = store.addAccount(last, second).id();

        assertThat(Objects.requireNonNull(store.backupChanges.find(backup))
                        .backup()
                        .owner())
                .isEqualTo(third);
    }

    @Test
    void only_a_removed_account_without_successor_is_succeeded() {
        AccountId here = store.addAccount(withCsi("a", "4711"), null).id();
        Account second = withCsi("b", "4711");

        assertThat(store.accountChanges.add(second, new PasswordHash("hash"), here, store.record()))
                .isEqualTo(ChangeOutcome.OUTDATED);
        store.accountChanges.remove(here, store.record());
        store.addAccount(second, here);
        assertThat(store.accountChanges.add(withCsi("c", "4711"), new PasswordHash("hash"), here, store.record()))
                .isEqualTo(ChangeOutcome.OUTDATED);
    }

    @Test
    void no_account_is_added_to_a_removed_tenant() {
        store.tenantChanges.remove(tenant.id(), store.backupsOf(tenant.id()), store.record());

        assertThat(add(store.account(tenant.id(), "erika"))).isEqualTo(ChangeOutcome.OUTDATED);
    }

    @Test
    void a_sign_of_life_is_noted_once_a_day_and_for_personal_accounts_alone() {
        Account personal = store.addAccount(tenant.id(), "erika");
        Account shared = store.addAccount(
                new Account(
                        new AccountId(store.id()),
                        tenant.id(),
                        AccountNames.of(new UserName("phones")),
                        AccountKind.SHARED,
                        Standing.NEW,
                        Account.Labels.NONE,
                        1),
                null);
        store.advanceDays(3);

        store.accounts.noteConfig(personal.id(), "ios");
        store.accounts.noteConfig(shared.id(), "android");

        assertThat(lastConfig(personal)).isEqualTo(StoreUnderTest.START);
        assertThat(lastConfig(shared)).isEqualTo(StoreUnderTest.START);
        assertThat(Objects.requireNonNull(store.accounts.find(personal.id()))
                        .activity()
                        .platform())
                .isEqualTo("ios");
        assertThat(store.number("select sign_of_life_clock from account where kind = 'personal'"))
                .isEqualTo(3 * 86_400);
        assertThat(store.number("select count(*) from account where kind = 'shared' and sign_of_life_clock is null"))
                .isEqualTo(1);

        int writes = store.transactions.writes();
        store.accounts.noteConfig(personal.id(), "ios");
        assertThat(store.transactions.writes())
                .as("not even asked within the hour")
                .isEqualTo(writes);
        pass(Duration.ofHours(23));
        store.accounts.noteConfig(personal.id(), "ios");
        assertThat(lastConfig(personal)).isEqualTo(StoreUnderTest.START);
        pass(Duration.ofHours(1));
        store.accounts.noteConfig(personal.id(), null);
        assertThat(lastConfig(personal)).isEqualTo(StoreUnderTest.START.plus(Duration.ofDays(1)));
        assertThat(Objects.requireNonNull(store.accounts.find(personal.id()))
                        .activity()
                        .platform())
                .isEqualTo("ios");
    }

    @Test
    void a_wall_clock_that_was_set_back_does_not_stop_signs_of_life() {
        Account account = store.addAccount(tenant.id(), "erika");
        store.accounts.noteConfig(account.id(), null);
        store.wall = StoreUnderTest.START.minus(Duration.ofDays(400));
        store.nanos += Duration.ofDays(1).toNanos();
        store.advanceDays(1);

        store.accounts.noteConfig(account.id(), null);

        assertThat(store.number("select sign_of_life_clock from account")).isEqualTo(86_400);
    }

    private void pass(Duration time) {
        store.wall = store.wall.plus(time);
        store.nanos += time.toNanos();
    }

    private @Nullable Instant lastConfig(Account account) {
        return Objects.requireNonNull(store.accounts.find(account.id()))
                .activity()
                .lastConfig();
    }

    private @Nullable AccountId found(TenantId tenant, String name) {
        Accounts.Entry entry = store.accounts.find(tenant, new UserName(name));
        return entry == null ? null : entry.account().id();
    }

    private ChangeOutcome add(Account account) {
        return store.accountChanges.add(account, new PasswordHash("hash"), null, store.record());
    }

    private ChangeOutcome renamed(Account account, String name, @Nullable Instant formerUntil) {
        return renamed(account, name, formerUntil, account.names().current().value());
    }

    private ChangeOutcome renamed(Account account, String name, @Nullable Instant formerUntil, String former) {
        AccountNames names = formerUntil == null
                ? AccountNames.of(new UserName(name))
                : new AccountNames(new UserName(name), new UserName(former), formerUntil);
        return store.accountChanges.change(
                new Account(
                        account.id(),
                        account.tenant(),
                        names,
                        account.kind(),
                        account.standing(),
                        account.labels(),
                        account.revision()),
                null,
                List.of(store.record()));
    }

    private Account withCsi(String name, String csi) {
        return new Account(
                new AccountId(store.id()),
                tenant.id(),
                AccountNames.of(new UserName(name)),
                AccountKind.PERSONAL,
                Standing.NEW,
                new Account.Labels(List.of(), csi),
                1);
    }
}
