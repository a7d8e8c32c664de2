package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Tenant;
import strongroom.admin.PolicyChanges.Edit;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;

/** Policies: what is set is read back, secrets lie sealed, and nothing is changed by halves. */
abstract class PolicyChangesContract extends StoreContract {

    private static final Policy SAFE = Policy.EMPTY
            .with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true))
            .with(Parameter.TH_SAFE_SERVER_URL, new Value.Text("https://safe.example.org/acme/"))
            .with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text("a password for phones"))
            .with(
                    Parameter.TH_SAFE_PASSWORD,
                    new Value.Concealed(Length.USABLE, Set.of(Warning.W06, Warning.W40), "^.{8,}$", 1));

    @Test
    void a_tenant_that_set_nothing_has_an_empty_policy_of_revision_0() {
        Tenant tenant = store.addTenant("acme");

        assertThat(store.policies.of(tenant.id()))
                .isEqualTo(new TenantPolicy(tenant.id(), 0, false, TenantPolicy.Scope.EMPTY, Map.of()));
    }

    @Test
    void all_that_was_set_is_read_back_in_its_channel_and_for_whom_it_was_set() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        Layer global = new Layer(SAFE, Policy.EMPTY.with(Parameter.TH_SKIP_WIZARD, new Value.Truth(false)));
        Layer individual = Layer.of(
                Channel.EXTERNAL, Policy.EMPTY.with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text("hers")));

        assertThat(change(tenant, 0, true, new Edit.Scope(null, global), new Edit.Scope(anna.id(), individual)))
                .isEqualTo(ChangeOutcome.DONE);

        assertThat(store.policies.of(tenant.id()))
                .isEqualTo(new TenantPolicy(
                        tenant.id(),
                        1,
                        true,
                        new TenantPolicy.Scope(global, null),
                        Map.of(anna.id(), new TenantPolicy.Scope(individual, null))));
        assertThat(store.events()).last().isEqualTo(new AuditEvent.KeyExported("any"));
    }

    @Test
    void a_change_of_what_has_changed_meanwhile_is_outdated_and_leaves_no_trace() {
        Tenant tenant = store.addTenant("acme");
        change(tenant, 0, false, new Edit.Scope(null, Layer.of(Channel.EXTERNAL, SAFE)));
        TenantPolicy before = store.policies.of(tenant.id());
        int events = store.events().size();

        assertThat(change(tenant, 0, true, new Edit.Scope(null, Layer.EMPTY))).isEqualTo(ChangeOutcome.OUTDATED);

        assertThat(store.policies.of(tenant.id())).isEqualTo(before);
        assertThat(store.events()).hasSize(events);
    }

    @Test
    void what_is_named_in_no_scope_stays_and_what_a_scope_leaves_out_goes() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        Layer own = Layer.of(Channel.COCKPIT, Policy.EMPTY.with(Parameter.TH_CSI, new Value.Text("4711")));
        change(
                tenant,
                0,
                false,
                new Edit.Scope(null, Layer.of(Channel.EXTERNAL, SAFE)),
                new Edit.Scope(anna.id(), own));
        store.wall = StoreUnderTest.START.plus(Duration.ofHours(1));

        change(
                tenant,
                1,
                false,
                new Edit.Scope(null, Layer.of(Channel.EXTERNAL, SAFE.without(Parameter.TH_SAFE_ENABLE))));

        TenantPolicy after = store.policies.of(tenant.id());
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.global().layer().external()).isEqualTo(SAFE.without(Parameter.TH_SAFE_ENABLE));
        assertThat(after.scope(anna.id()).layer()).isEqualTo(own);
    }

    @Test
    void the_time_at_which_an_id_to_restore_was_set_stays_until_it_is_set_anew() {
        Tenant tenant = store.addTenant("acme");
        Policy restore = SAFE.with(Parameter.TH_SAFE_RESTORE_ID, new Value.Text("ABCD1234"));
        change(tenant, 0, false, new Edit.Scope(null, Layer.of(Channel.EXTERNAL, restore)));
        store.wall = StoreUnderTest.START.plus(Duration.ofHours(1));

        change(
                tenant,
                1,
                false,
                new Edit.Scope(null, Layer.of(Channel.EXTERNAL, restore.without(Parameter.TH_SAFE_ENABLE))));

        assertThat(store.policies.of(tenant.id()).global().restoreIdAt()).isEqualTo(StoreUnderTest.START);
    }

    @Test
    void a_secret_that_was_changed_behind_our_back_can_be_unset_and_is_nobodys() {
        Tenant tenant = store.addTenant("acme");
        change(tenant, 0, false, new Edit.Scope(null, Layer.of(Channel.EXTERNAL, SAFE)));
        store.update("update policy_value set value = 'AAAA' where form = 'sealed'");

        Policy read = store.policies.of(tenant.id()).global().layer().external();

        assertThat(read.get(Parameter.TH_SAFE_SERVER_PASSWORD))
                .isEqualTo(new Value.Concealed(Length.USABLE, Set.of(), null, 1));
        assertThat(change(
                        tenant,
                        1,
                        false,
                        new Edit.Scope(
                                null, Layer.of(Channel.EXTERNAL, read.without(Parameter.TH_SAFE_SERVER_PASSWORD)))))
                .isEqualTo(ChangeOutcome.DONE);
    }

    @Test
    void a_secret_that_is_set_again_counts_as_another_one() {
        Tenant tenant = store.addTenant("acme");
        change(tenant, 0, false, new Edit.Scope(null, Layer.of(Channel.EXTERNAL, SAFE)));
        Value again = new Value.Concealed(Length.USABLE, Set.of(Warning.W06, Warning.W40), "^.{8,}$", 2);

        change(
                tenant,
                1,
                false,
                new Edit.Scope(null, Layer.of(Channel.EXTERNAL, SAFE.with(Parameter.TH_SAFE_PASSWORD, again))));

        assertThat(store.policies.of(tenant.id()).global().layer().external().get(Parameter.TH_SAFE_PASSWORD))
                .isEqualTo(again)
                .isNotEqualTo(SAFE.get(Parameter.TH_SAFE_PASSWORD));
    }

    @Test
    void a_secret_is_not_in_the_rows() {
        Tenant tenant = store.addTenant("acme");
        change(tenant, 0, false, new Edit.Scope(null, Layer.of(Channel.EXTERNAL, SAFE)));

        List<String> values = store.transactions.read(
                connection -> Sql.list(connection, "select value from policy_value", row -> row.getString("value")));

        assertThat(values).hasSize(SAFE.values().size());
        String secret = "a password for phones";
        assertThat(String.join(" ", values)).doesNotContain(secret).doesNotContain(inBase64(secret));
    }

    @Test
    void nobody_gets_values_who_is_not_there() {
        Tenant tenant = store.addTenant("acme");
        Tenant other = store.addTenant("other");
        Account stranger = store.addAccount(other.id(), "stranger");
        Account gone = store.addAccount(tenant.id(), "gone");
        remove(gone.id());
        Layer layer = Layer.of(Channel.EXTERNAL, SAFE);

        assertThat(change(tenant, 0, false, new Edit.Scope(stranger.id(), layer)))
                .isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(change(tenant, 0, false, new Edit.Scope(gone.id(), layer))).isEqualTo(ChangeOutcome.OUTDATED);
    }

    @Test
    void the_values_of_an_account_go_with_it() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        change(tenant, 0, false, new Edit.Scope(anna.id(), Layer.of(Channel.EXTERNAL, SAFE)));

        remove(anna.id());

        assertThat(store.policies.of(tenant.id()).individual()).isEmpty();
        assertThat(store.policies.of(tenant.id()).revision()).isEqualTo(2);
        assertThat(rows()).isZero();
    }

    @Test
    void the_values_of_a_tenant_go_with_its_rows() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        Layer layer = Layer.of(Channel.EXTERNAL, SAFE);
        change(tenant, 0, false, new Edit.Scope(null, layer), new Edit.Scope(anna.id(), layer));
        store.tenantChanges.remove(tenant.id(), 0, store.record());

        int rounds = 0;
        while (store.retention.removeLeftovers() > 0) {
            rounds++;
        }

        assertThat(rounds).isPositive();
        assertThat(rows()).isZero();
    }

    private void remove(AccountId account) {
        StoreUnderTest.done(store.accountChanges.remove(account, store.record()));
    }

    private long rows() {
        return store.transactions.read(connection -> Sql.number(connection, "select count(*) from policy_value"));
    }

    private static String inBase64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private ChangeOutcome change(Tenant tenant, long revision, boolean overrides, Edit.Scope... scopes) {
        return store.policies.change(
                new Edit(tenant.id(), revision, overrides, List.of(scopes)), List.of(store.record()));
    }
}
