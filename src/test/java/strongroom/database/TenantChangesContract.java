package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import strongroom.account.Access;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Announcement;
import strongroom.account.Keeping;
import strongroom.account.PublicUrl;
import strongroom.account.Quota;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.backup.Handle;
import strongroom.credential.PasswordHash;
import strongroom.retention.RetentionStore.Promise;
import strongroom.sealing.WrappedKey;

/** Tenants: reading, changing and removing them. */
abstract class TenantChangesContract extends StoreContract {

    @Test
    void a_store_is_set_up_all_at_once_and_only_once() {
        Tenant tenant = StoreUnderTest.tenant(store.id(), "default");
        Account account = store.account(tenant.id(), "phones");
        List<WrappedKey> keys = List.of(
                StoreUnderTest.tenantKey(tenant.id(), 1),
                new WrappedKey(WrappedKey.Purpose.AUDIT, null, 1, "k1", new byte[] {1}));
        assertThat(store.tenantChanges.isInitialised()).isFalse();

        store.tenantChanges.initialise(
                tenant,
                account,
                new PasswordHash("hash"),
                keys,
                store.record(new AuditEvent.StoreInitialised(tenant.id())));

        assertThat(store.tenantChanges.isInitialised()).isTrue();
        assertThat(store.tenants.all()).containsExactly(tenant);
        assertThat(store.read(account.id())).isEqualTo(account);
        assertThat(store.wrappedKeys.all()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(store.retention.promises(tenant.id())).containsExactly(new Promise(180, 0));
        assertThat(store.events()).containsExactly(new AuditEvent.StoreInitialised(tenant.id()));
        assertThatThrownBy(() ->
                        store.tenantChanges.initialise(tenant, account, new PasswordHash("hash"), keys, store.record()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.events()).hasSize(1);
    }

    @Test
    void everything_of_a_tenant_is_read_back() {
        Tenant added = store.addTenant("acme");
        Tenant changed = new Tenant(
                added.id(),
                new TenantNames(
                        new Slug("acme-ag"),
                        List.of(new Slug("acme"), new Slug("aaa")),
                        List.of("webdav/threema", "a/b"),
                        List.of("safe.acme.example", "b.example")),
                new PublicUrl("https://safe.acme.example/"),
                new TenantSettings(
                        new Access(Access.Login.OPEN, Access.RestoreLogin.REQUIRED, Access.Ownership.STRICT),
                        new Announcement(Integer.MAX_VALUE, 15_728_640),
                        new Keeping(31, 0, 5, 9),
                        new Quota(5_000_000_000L, 7, null)),
                true,
                added.revision());

        assertThat(store.tenantChanges.change(changed, List.of(store.record()))).isEqualTo(ChangeOutcome.DONE);

        assertThat(store.tenants.all())
                .containsExactly(new Tenant(
                        changed.id(),
                        changed.names(),
                        changed.publicUrl(),
                        changed.settings(),
                        true,
                        added.revision() + 1));
    }

    @Test
    void tenants_are_ordered_by_slug() {
        store.addTenant("bbb");
        store.addTenant("ccc");
        store.addTenant("aaa");

        assertThat(store.tenants.all().stream()
                        .map(tenant -> tenant.names().slug().value()))
                .containsExactly("aaa", "bbb", "ccc");
    }

    @Test
    void a_change_of_what_has_changed_meanwhile_is_outdated_and_leaves_no_trace() {
        Tenant read = store.addTenant("acme");
        store.hold(read, true);
        int events = store.events().size();
        long revision = store.wrappedKeys.revision();

        assertThat(store.tenantChanges.change(read, List.of(store.record()))).isEqualTo(ChangeOutcome.OUTDATED);

        assertThat(store.read(read.id()).held()).isTrue();
        assertThat(store.events()).hasSize(events);
        assertThat(store.wrappedKeys.revision()).isEqualTo(revision);
    }

    @Test
    void slugs_former_slugs_and_paths_share_one_space_of_names_and_hosts_have_another() {
        Tenant first = store.addTenant("first");
        named(
                first,
                new TenantNames(
                        new Slug("now"), List.of(new Slug("before")), List.of("path", "x/y"), List.of("host.example")));
        Tenant second = store.addTenant("second");

        assertThat(renamed(second, TenantNames.of(new Slug("before")))).isEqualTo(ChangeOutcome.NAME_TAKEN);
        assertThat(renamed(second, TenantNames.of(new Slug("path")))).isEqualTo(ChangeOutcome.NAME_TAKEN);
        assertThat(renamed(second, new TenantNames(new Slug("second"), List.of(new Slug("now")), List.of(), List.of())))
                .isEqualTo(ChangeOutcome.NAME_TAKEN);
        assertThat(renamed(second, new TenantNames(new Slug("second"), List.of(), List.of("x/y"), List.of())))
                .isEqualTo(ChangeOutcome.NAME_TAKEN);
        assertThat(renamed(second, new TenantNames(new Slug("second"), List.of(), List.of(), List.of("host.example"))))
                .isEqualTo(ChangeOutcome.NAME_TAKEN);
        assertThat(renamed(second, new TenantNames(new Slug("second"), List.of(), List.of("host.example"), List.of())))
                .isEqualTo(ChangeOutcome.DONE);
        assertThat(store.tenantChanges.add(
                        StoreUnderTest.tenant(store.id(), "now"),
                        StoreUnderTest.tenantKey(new TenantId(store.id()), 1),
                        store.record()))
                .isEqualTo(ChangeOutcome.NAME_TAKEN);
    }

    @Test
    void every_announced_value_is_kept_with_its_time() {
        Tenant tenant = store.addTenant("acme");
        store.advanceDays(10);
        announce(tenant, new Announcement(90, 2_097_152));
        store.advanceDays(10);
        announce(tenant, new Announcement(90, 2_097_152));
        announce(tenant, new Announcement(365, 1_000_000));

        assertThat(store.retention.promises(tenant.id()))
                .containsExactly(new Promise(180, 0), new Promise(90, 10 * 86_400L), new Promise(365, 20 * 86_400L));
    }

    @Test
    void a_change_by_this_process_shows_at_once_and_the_store_is_not_asked_again_meanwhile() {
        Tenant tenant = store.addTenant("acme");
        store.tenants.all();
        int reads = store.transactions.reads();
        for (int i = 0; i < 100; i++) {
            store.nanos += 2_000_000;
            store.tenants.all();
        }
        assertThat(store.transactions.reads()).isEqualTo(reads);

        store.tenantChanges.change(tenant, List.of(store.record()));

        assertThat(store.tenants.all().getFirst().revision()).isEqualTo(tenant.revision() + 1);
    }

    @Test
    void a_change_by_another_process_shows_after_250_milliseconds() {
        Tenant tenant = store.addTenant("acme");
        store.tenants.all();
        JdbcTenantChanges elsewhere = new JdbcTenantChanges(
                store.transactions,
                (connection, record) -> {},
                new SettingsRevision(store.transactions, () -> store.nanos));

        elsewhere.change(tenant, List.of(store.record()));

        assertThat(store.tenants.all()).containsExactly(tenant);
        store.nanos += 250_000_000;
        assertThat(store.tenants.all().getFirst().revision()).isEqualTo(tenant.revision() + 1);
    }

    @Test
    void a_removed_tenant_loses_keys_and_names_at_once() {
        Tenant tenant = store.addTenant("acme");
        Account account = store.addAccount(tenant.id(), "erika");
        Handle backup = store.backup(tenant.id(), account.id());
        Tenant other = store.addTenant("other");

        assertThat(store.tenantChanges.remove(
                        tenant.id(),
                        store.backupsOf(tenant.id()),
                        store.record(new AuditEvent.TenantRemoved(tenant.id(), "acme"))))
                .isEqualTo(ChangeOutcome.DONE);

        assertThat(store.tenants.all()).containsExactly(other);
        assertThat(store.wrappedKeys.all()).containsExactly(StoreUnderTest.tenantKey(other.id(), 1));
        assertThat(store.accounts.of(tenant.id())).isEmpty();
        assertThat(store.accounts.find(tenant.id(), account.names().current())).isNull();
        assertThat(store.credentials.find(tenant.id(), account.names().current()))
                .isNull();
        assertThat(store.backupChanges.find(backup)).isNull();
        assertThat(store.tenantChanges.remove(tenant.id(), store.backupsOf(tenant.id()), store.record()))
                .isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(store.addTenant("acme").id()).isNotEqualTo(tenant.id());
        assertThat(store.events()).contains(new AuditEvent.TenantRemoved(tenant.id(), "acme"));
    }

    @Test
    void what_a_removed_tenant_left_goes_in_batches_of_at_most_64_and_nothing_else_goes() {
        Tenant tenant = store.addTenant("acme");
        Tenant other = store.addTenant("other");
        AccountId owner = store.addAccount(tenant.id(), "erika").id();
        store.credentials.noteSource(owner, new byte[16]);
        store.accountChanges.remove(owner, store.record());
        store.addAccount(store.account(tenant.id(), "erika"), owner);
        for (int i = 0; i < 70; i++) {
            Handle handle = store.backup(tenant.id(), owner);
            store.replace(tenant.id(), handle, owner);
        }
        Handle kept = store.backup(other.id(), null);
        store.tenantChanges.remove(tenant.id(), store.backupsOf(tenant.id()), store.record());

        int batches = 0;
        int removed;
        do {
            removed = store.retention.removeLeftovers();
            assertThat(removed).isLessThanOrEqualTo(64);
            assertThat(store.countersAreRight()).isTrue();
            batches++;
        } while (removed > 0);

        assertThat(batches).isEqualTo(3 + 2 + 1 + 1);
        assertThat(store.number("select count(*) from sealed")).isEqualTo(1);
        assertThat(store.number("select count(*) from account")).isZero();
        assertThat(store.number("select count(*) from tenant where removed_at is not null"))
                .isEqualTo(1);
        assertThat(store.backupChanges.find(kept)).isNotNull();
        assertThat(store.retention.promises(other.id())).hasSize(1);
    }

    @Test
    void a_tenant_is_not_removed_while_anything_of_it_is_held() {
        Tenant tenant = store.addTenant("acme");
        AccountId account = store.addAccount(tenant.id(), "erika").id();
        Handle backup = store.backup(tenant.id(), account);

        store.hold(tenant, true);
        assertThat(store.tenantChanges.remove(tenant.id(), store.backupsOf(tenant.id()), store.record()))
                .isEqualTo(ChangeOutcome.HELD);
        store.hold(tenant, false);
        store.hold(account, true);
        assertThat(store.tenantChanges.remove(tenant.id(), store.backupsOf(tenant.id()), store.record()))
                .isEqualTo(ChangeOutcome.HELD);
        store.hold(account, false);
        store.backupChanges.hold(backup, true, store.record());
        assertThat(store.tenantChanges.remove(tenant.id(), store.backupsOf(tenant.id()), store.record()))
                .isEqualTo(ChangeOutcome.HELD);
        store.backupChanges.hold(backup, false, store.record());
        assertThat(store.tenantChanges.remove(tenant.id(), store.backupsOf(tenant.id()), store.record()))
                .isEqualTo(ChangeOutcome.DONE);
    }

    private ChangeOutcome renamed(Tenant tenant, TenantNames names) {
        return store.tenantChanges.change(
                new Tenant(tenant.id(), names, null, tenant.settings(), false, tenant.revision()),
                List.of(store.record()));
    }

    private void named(Tenant tenant, TenantNames names) {
        StoreUnderTest.done(renamed(tenant, names));
    }

    private void announce(Tenant tenant, Announcement announcement) {
        Tenant now = store.read(tenant.id());
        TenantSettings settings = new TenantSettings(
                now.settings().access(),
                announcement,
                now.settings().keeping(),
                now.settings().quota());
        StoreUnderTest.done(store.tenantChanges.change(
                new Tenant(now.id(), now.names(), null, settings, false, now.revision()), List.of(store.record())));
    }
}
