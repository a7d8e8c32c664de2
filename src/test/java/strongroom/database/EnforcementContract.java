package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Tenant;
import strongroom.admin.PolicyChanges.Edit;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decision.OnReads;
import strongroom.enforcement.Decision.OnUploads;
import strongroom.enforcement.Decisions;
import strongroom.enforcement.Enforcement;
import strongroom.enforcement.Reads;
import strongroom.enforcement.Switches;
import strongroom.enforcement.Uploads;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;

/** What counts for uploads and reads: the policy, what was decided beside it, for the tenant and for accounts. */
abstract class EnforcementContract extends StoreContract {

    private static final Decision REFUSE = new Decision(OnUploads.REFUSE, OnReads.REFUSE);
    private static final Layer FORBIDDEN =
            Layer.of(Channel.EXTERNAL, Policy.EMPTY.with(Parameter.TH_SAFE_ENABLE, new Value.Truth(false)));

    @Test
    void without_a_policy_and_a_decision_all_is_open() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");

        assertThat(store.enforcements.of(tenant.id(), anna.id())).isEqualTo(Enforcement.NONE);
        assertThat(store.enforcements.of(tenant.id(), null)).isEqualTo(Enforcement.NONE);
        assertThat(store.enforcements.decisions(tenant.id())).isEqualTo(Decisions.NONE);
    }

    @Test
    void a_policy_counts_for_all_and_an_accounts_own_for_it_alone_from_the_next_question_on() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        Account bert = store.addAccount(tenant.id(), "bert");
        uploads(tenant, anna);

        store.policies.change(edit(tenant, new Edit.Scope(null, FORBIDDEN)), List.of(store.record()));

        assertThat(uploads(tenant, anna)).isEqualTo(Uploads.REFUSED);
        assertThat(store.enforcements.of(tenant.id(), null).switches().uploads())
                .isEqualTo(Uploads.REFUSED);

        Layer forced = Layer.of(Channel.EXTERNAL, Policy.EMPTY.with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true)));
        store.policies.change(edit(tenant, new Edit.Scope(anna.id(), forced)), List.of(store.record()));

        assertThat(uploads(tenant, anna)).isEqualTo(Uploads.EXPECTED);
        assertThat(uploads(tenant, bert)).isEqualTo(Uploads.REFUSED);
    }

    @Test
    void a_decision_counts_from_the_next_question_on_and_is_taken_back_the_same_way() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        uploads(tenant, anna);

        assertThat(decide(tenant, anna.id(), Decision.NONE, REFUSE)).isEqualTo(ChangeOutcome.DONE);

        assertThat(store.enforcements.of(tenant.id(), anna.id()).switches())
                .isEqualTo(new Switches(Uploads.REFUSED, Reads.REFUSED));
        assertThat(store.enforcements.of(tenant.id(), null).switches()).isEqualTo(Switches.OPEN);
        assertThat(store.enforcements.decisions(tenant.id()))
                .isEqualTo(new Decisions(Decision.NONE, Map.of(anna.id(), REFUSE)));

        assertThat(decide(tenant, anna.id(), REFUSE, Decision.NONE)).isEqualTo(ChangeOutcome.DONE);

        assertThat(store.enforcements.of(tenant.id(), anna.id())).isEqualTo(Enforcement.NONE);
        assertThat(store.enforcements.decisions(tenant.id())).isEqualTo(Decisions.NONE);
    }

    @Test
    void a_decision_about_something_that_has_changed_meanwhile_or_is_not_there_leaves_no_trace() {
        Tenant tenant = store.addTenant("acme");
        Tenant other = store.addTenant("other");
        Account anna = store.addAccount(tenant.id(), "anna");
        int events = store.events().size();

        assertThat(decide(tenant, anna.id(), REFUSE, Decision.NONE)).isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(decide(other, anna.id(), Decision.NONE, REFUSE)).isEqualTo(ChangeOutcome.OUTDATED);

        assertThat(store.events()).hasSize(events);
        assertThat(store.enforcements.decisions(other.id())).isEqualTo(Decisions.NONE);
    }

    @Test
    void what_was_decided_about_an_account_still_counts_for_the_backups_it_left_until_somebody_takes_them_over() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        decide(tenant, anna.id(), Decision.NONE, REFUSE);

        store.accountChanges.remove(anna.id(), store.record(new AuditEvent.AccountRemoved(anna.id())));

        assertThat(store.enforcements.decisions(tenant.id())).isEqualTo(Decisions.NONE);
        assertThat(store.enforcements.of(tenant.id(), anna.id()).switches().reads())
                .isEqualTo(Reads.REFUSED);

        Account next = store.addAccount(tenant.id(), "anna-2");
        store.update(
                "update account set successor = ? where id = ?",
                next.id().bytes(),
                anna.id().bytes());
        decide(tenant, next.id(), Decision.NONE, new Decision(OnUploads.ACCEPT, OnReads.SERVE));

        assertThat(store.enforcements.of(tenant.id(), anna.id()).switches().reads())
                .isEqualTo(Reads.SERVED);
    }

    @Test
    void a_refused_upload_is_noted_once_a_day() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");

        store.enforcements.noteRefused(tenant.id(), anna.id());
        pass(Duration.ofHours(23));
        store.enforcements.noteRefused(tenant.id(), anna.id());

        assertThat(lastRefused(anna)).isEqualTo(StoreUnderTest.START);

        pass(Duration.ofHours(2));
        store.enforcements.noteRefused(tenant.id(), anna.id());

        assertThat(lastRefused(anna)).isEqualTo(StoreUnderTest.START.plus(Duration.ofHours(25)));
    }

    private @Nullable Instant lastRefused(Account account) {
        return Objects.requireNonNull(store.accounts.find(account.id()))
                .activity()
                .lastRefused();
    }

    private void pass(Duration time) {
        store.wall = store.wall.plus(time);
        store.nanos += time.toNanos();
    }

    private Uploads uploads(Tenant tenant, Account account) {
        return store.enforcements.of(tenant.id(), account.id()).switches().uploads();
    }

    private Edit edit(Tenant tenant, Edit.Scope scope) {
        return new Edit(tenant.id(), store.policies.of(tenant.id()).revision(), false, List.of(scope));
    }

    private ChangeOutcome decide(Tenant tenant, @Nullable AccountId account, Decision before, Decision after) {
        AuditEvent event = new AuditEvent.EnforcementDecided(tenant.id(), account, "uploads", "policy", "refuse");
        return store.enforcements.decide(tenant.id(), account, before, after, List.of(store.record(event)));
    }
}
