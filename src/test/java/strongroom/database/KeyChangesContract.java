package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import strongroom.account.TenantId;
import strongroom.admin.KeyChanges.Usage;
import strongroom.audit.AuditEvent;
import strongroom.backup.Handle;
import strongroom.sealing.WrappedKey;

/** Wrapped keys. */
abstract class KeyChangesContract extends StoreContract {

    @SuppressWarnings("NullAway.Init") // set before each test
    private TenantId tenant;

    @BeforeEach
    void addTenant() {
        tenant = store.addTenant("acme").id();
    }

    @Test
    void all_keys_are_replaced_at_once_if_none_has_changed() {
        List<WrappedKey> before = store.wrappedKeys.all();
        List<WrappedKey> after = List.of(new WrappedKey(WrappedKey.Purpose.TENANT, tenant, 1, "k2", new byte[] {9}));
        long revision = store.wrappedKeys.revision();

        assertThat(store.keyChanges.rewrap(before, after, store.record(new AuditEvent.KeyRotated("k1", "k2"))))
                .isTrue();

        assertThat(store.wrappedKeys.all()).isEqualTo(after);
        assertThat(store.wrappedKeys.revision()).isGreaterThan(revision);
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.KeyRotated("k1", "k2"));
        assertThat(store.keyChanges.rewrap(before, after, store.record())).isFalse();
        assertThat(store.wrappedKeys.all()).isEqualTo(after);
    }

    @Test
    void no_key_is_lost_or_added_when_all_are_wrapped_anew() {
        List<WrappedKey> before = store.wrappedKeys.all();

        assertThatThrownBy(() -> store.keyChanges.rewrap(before, List.of(), store.record()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.wrappedKeys.all()).isEqualTo(before);
    }

    @Test
    void generations_follow_each_other_without_gaps() {
        assertThat(store.keyChanges.addGeneration(StoreUnderTest.tenantKey(tenant, 3), store.record()))
                .isFalse();
        assertThat(store.keyChanges.addGeneration(StoreUnderTest.tenantKey(tenant, 1), store.record()))
                .isFalse();
        assertThat(store.keyChanges.addGeneration(StoreUnderTest.tenantKey(tenant, 2), store.record()))
                .isTrue();
        assertThat(store.keyChanges.addGeneration(StoreUnderTest.tenantKey(tenant, 2), store.record()))
                .isFalse();
        assertThat(store.wrappedKeys.all())
                .containsExactly(StoreUnderTest.tenantKey(tenant, 1), StoreUnderTest.tenantKey(tenant, 2));
    }

    @Test
    void a_removed_tenant_gets_no_key() {
        store.tenantChanges.remove(tenant, store.backupsOf(tenant), store.record());

        assertThat(store.keyChanges.addGeneration(StoreUnderTest.tenantKey(tenant, 1), store.record()))
                .isFalse();
        assertThat(store.wrappedKeys.all()).isEmpty();
    }

    @Test
    void a_generation_goes_only_if_no_row_needs_it_and_it_is_not_the_newest() {
        store.keyChanges.addGeneration(StoreUnderTest.tenantKey(tenant, 2), store.record());
        Handle handle = store.backup(tenant, null);

        assertThat(store.keyChanges.removeGeneration(tenant, 1, store.record())).isFalse();
        store.update("update revision set generation = 2 where handle = ?", (Object) handle.bytes());
        assertThat(store.keyChanges.removeGeneration(tenant, 2, store.record())).isFalse();
        assertThat(store.keyChanges.removeGeneration(tenant, 1, store.record())).isTrue();
        assertThat(store.keyChanges.removeGeneration(tenant, 1, store.record())).isFalse();
        assertThat(store.wrappedKeys.all()).containsExactly(StoreUnderTest.tenantKey(tenant, 2));
    }

    @Test
    void rows_are_counted_by_tenant_and_generation() {
        store.keyChanges.addGeneration(StoreUnderTest.tenantKey(tenant, 2), store.record());
        TenantId other = store.addTenant("other").id();
        store.backup(tenant, null);
        Handle replaced = store.backup(tenant, null);
        store.replace(tenant, replaced, null);
        Handle trashed = store.backup(tenant, null);
        store.replace(tenant, trashed, null);
        store.delete(trashed);
        store.update("update revision set generation = 2 where revision = 2");

        assertThat(store.keyChanges.usage(null))
                .containsExactlyInAnyOrder(
                        new Usage(tenant, 1, 1, 2, 0), new Usage(tenant, 2, 1, 0, 1), new Usage(other, 1, 0, 0, 0));
        assertThat(store.keyChanges.usage(other)).containsExactly(new Usage(other, 1, 0, 0, 0));
    }

    @Test
    void confirmed_copies_are_remembered_and_other_events_logged() {
        store.keyChanges.confirm("k2", store.record(new AuditEvent.KeyConfirmed("k2")));
        store.keyChanges.confirm("k1", store.record(new AuditEvent.KeyConfirmed("k1")));
        store.keyChanges.confirm("k2", store.record(new AuditEvent.KeyConfirmed("k2")));
        store.keyChanges.log(store.record(new AuditEvent.KeyExported("k2")));

        assertThat(store.keyChanges.confirmed()).containsExactly("k1", "k2");
        assertThat(store.events())
                .endsWith(
                        new AuditEvent.KeyConfirmed("k2"),
                        new AuditEvent.KeyConfirmed("k1"),
                        new AuditEvent.KeyConfirmed("k2"),
                        new AuditEvent.KeyExported("k2"));
    }
}
