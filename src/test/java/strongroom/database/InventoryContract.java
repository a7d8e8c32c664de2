package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.admin.Inventory;
import strongroom.backup.Handle;

/** What is told of live backups without reading one. */
abstract class InventoryContract extends StoreContract {

    @Test
    void live_backups_are_listed_with_the_times_of_their_current_blob_and_their_turns() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        Handle handle = store.backup(tenant.id(), anna.id());
        store.wall = StoreUnderTest.START.plus(Duration.ofDays(3));
        store.advanceDays(2);
        store.replace(tenant.id(), handle, anna.id());
        store.update("update backup set turned_at = 5000, turned_before_at = 4000");
        store.delete(store.backup(tenant.id(), anna.id()));
        store.backup(store.addTenant("other").id(), null);

        List<Inventory.Live> live = store.inventory.live(tenant.id());

        assertThat(live)
                .containsExactly(new Inventory.Live(
                        anna.id(), store.wall, 2 * 86_400, Instant.ofEpochMilli(5000), Instant.ofEpochMilli(4000)));
    }

    @Test
    void a_backup_is_its_owners_or_the_successors_or_nobodys() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        Account bert = store.addAccount(tenant.id(), "bert");
        Account carl = store.addAccount(tenant.id(), "carl");
        store.backup(tenant.id(), anna.id());
        store.backup(tenant.id(), bert.id());
        store.backup(tenant.id(), null);
        store.accountChanges.remove(anna.id(), store.record());
        store.accountChanges.remove(bert.id(), store.record());
        store.update(
                "update account set successor = ? where id = ?",
                carl.id().bytes(),
                bert.id().bytes());

        assertThat(store.inventory.live(tenant.id()))
                .extracting(Inventory.Live::account)
                .containsExactlyInAnyOrder(null, carl.id(), null);
    }
}
