package strongroom.database;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.admin.PolicyChanges.Edit;
import strongroom.admin.ProvisioningChanges.Addition;
import strongroom.admin.ProvisioningChanges.Passwords;
import strongroom.admin.ProvisioningChanges.Previous;
import strongroom.admin.ProvisioningChanges.Renewal;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.credential.Credentials;
import strongroom.credential.PasswordHash;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;

/** Many accounts at a time, each with what the policy says of its login: all of a step or nothing. */
abstract class ProvisioningContract extends StoreContract {

    private static final Instant UNTIL = StoreUnderTest.START.plus(Duration.ofDays(30));

    @SuppressWarnings("NullAway.Init") // set before each test
    private Tenant tenant;

    @BeforeEach
    void addTenant() {
        tenant = store.addTenant("acme");
    }

    @Test
    void accounts_are_added_with_their_values_and_wait_to_be_handed_out() {
        Account anna = named("anna", null);
        Account bert = named("bert", null);

        assertThat(add(0, anna, bert)).isEqualTo(ChangeOutcome.DONE);

        assertThat(store.accounts.of(tenant.id())).hasSize(2);
        assertThat(password(anna)).isEqualTo("of anna");
        assertThat(store.policies.of(tenant.id()).revision()).isEqualTo(1);
        assertThat(passwords(anna)).isEqualTo(new Passwords(null, null, StoreUnderTest.START));
        assertThat(store.number("select count(*) from policy_value where value like '%of anna%'"))
                .isZero();

        store.provisioning.handedOut(List.of(anna.id()), store.record());
        assertThat(passwords(anna)).isEqualTo(Passwords.NONE);
        assertThat(passwords(bert).handoutSince()).isNotNull();
    }

    @Test
    void a_step_in_which_one_name_is_taken_adds_nobody_and_no_value() {
        store.addAccount(tenant.id(), "BERT");
        int events = store.events().size();

        assertThat(add(0, named("anna", null), named("bert", null))).isEqualTo(ChangeOutcome.NAME_TAKEN);

        assertThat(store.accounts.of(tenant.id())).hasSize(1);
        assertThat(store.number("select count(*) from policy_value")).isZero();
        assertThat(store.events()).hasSize(events);
    }

    @Test
    void a_step_for_a_policy_that_has_moved_adds_nobody() {
        add(0, named("anna", null));

        assertThat(add(0, named("bert", null))).isEqualTo(ChangeOutcome.OUTDATED);

        assertThat(store.accounts.of(tenant.id())).hasSize(1);
    }

    @Test
    void the_csi_of_a_removed_account_takes_its_backups_over() {
        Account first = store.addAccount(named("old", "4711"), null);
        var backup = store.backup(tenant.id(), first.id());
        store.accountChanges.remove(first.id(), store.record());
        Account next = named("anna", "4711");

        assertThat(store.provisioning.removedByCsi(tenant.id())).containsOnly(entry("4711", first.id()));
        store.provisioning.add(
                List.of(new Addition(next, new PasswordHash("hash"), first.id())),
                edit(0, next),
                List.of(store.record()));

        assertThat(Objects.requireNonNull(store.backupChanges.find(backup))
                        .backup()
                        .owner())
                .isEqualTo(next.id());
        assertThat(store.provisioning.removedByCsi(tenant.id())).isEmpty();
    }

    @Test
    void a_renewed_password_keeps_the_one_before_and_forgets_who_used_the_one_before_that() {
        Account anna = added("anna");
        store.update("update account set previous_used_at = 7 where id = ?", (Object)
                anna.id().bytes());

        assertThat(renew(anna, "second", new Previous.Until(UNTIL), edit(1, anna)))
                .isEqualTo(ChangeOutcome.DONE);

        assertThat(stored("anna").current()).isEqualTo(new PasswordHash("second"));
        assertThat(stored("anna").previous()).isEqualTo(new Credentials.Previous(new PasswordHash("hash"), UNTIL));
        assertThat(passwords(anna)).isEqualTo(new Passwords(UNTIL, StoreUnderTest.START, StoreUnderTest.START));
        assertThat(used(anna)).isNull();
        assertThat(store.read(anna.id()).revision()).isEqualTo(anna.revision() + 1);
    }

    @Test
    void a_password_that_nobody_was_handed_goes_and_the_one_before_it_stays() {
        Account anna = added("anna");
        renew(anna, "second", new Previous.Until(UNTIL), null);

        renew(store.read(anna.id()), "third", new Previous.NeverHandedOut(), null);

        assertThat(stored("anna").current()).isEqualTo(new PasswordHash("third"));
        assertThat(stored("anna").previous()).isEqualTo(new Credentials.Previous(new PasswordHash("hash"), UNTIL));
    }

    @Test
    void a_renewal_of_what_has_changed_meanwhile_changes_neither_password_nor_policy() {
        Account anna = added("anna");
        renew(anna, "second", new Previous.Until(null), null);

        assertThat(renew(anna, "third", new Previous.Until(null), edit(1, anna)))
                .isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(renew(store.read(anna.id()), "third", new Previous.Until(null), edit(0, anna)))
                .isEqualTo(ChangeOutcome.OUTDATED);

        assertThat(stored("anna").current()).isEqualTo(new PasswordHash("second"));
        assertThat(stored("anna").previous()).isNull();
        assertThat(store.policies.of(tenant.id()).revision()).isEqualTo(1);
    }

    @Test
    void a_login_with_the_previous_password_is_noted_once_a_day() {
        Account anna = added("anna");
        store.credentials.notePrevious(anna);
        assertThat(used(anna)).isEqualTo(StoreUnderTest.START);

        int writes = store.transactions.writes();
        store.credentials.notePrevious(anna);
        assertThat(store.transactions.writes())
                .as("not even asked within the hour")
                .isEqualTo(writes);
        pass(Duration.ofHours(23));
        store.credentials.notePrevious(anna);
        assertThat(used(anna)).isEqualTo(StoreUnderTest.START);
        pass(Duration.ofHours(1));
        store.credentials.notePrevious(anna);
        assertThat(used(anna)).isEqualTo(store.wall);
    }

    @Test
    void a_login_that_was_checked_before_the_rotation_is_not_noted_after_it() {
        Account anna = added("anna");
        renew(anna, "second", new Previous.Until(UNTIL), null);

        store.credentials.notePrevious(anna);

        assertThat(used(anna)).isNull();
    }

    @Test
    void a_rotation_of_one_account_ends_what_waited() {
        Account anna = added("anna");
        store.credentials.notePrevious(anna);

        store.accountChanges.rotate(anna.id(), new PasswordHash("typed"), UNTIL, store.record());

        assertThat(passwords(anna)).isEqualTo(new Passwords(UNTIL, StoreUnderTest.START, null));
        assertThat(used(anna)).isNull();
    }

    private void pass(Duration time) {
        store.wall = store.wall.plus(time);
        store.nanos += time.toNanos();
    }

    private @Nullable Instant used(Account account) {
        return Objects.requireNonNull(store.accounts.find(account.id()))
                .activity()
                .previousUsed();
    }

    private Passwords passwords(Account account) {
        return Objects.requireNonNull(store.provisioning.passwords(tenant.id()).get(account.id()));
    }

    private Credentials.Stored stored(String name) {
        return Objects.requireNonNull(store.credentials.find(tenant.id(), new UserName(name)));
    }

    private String password(Account account) {
        Value value = store.policies
                .of(tenant.id())
                .scope(account.id())
                .layer()
                .external()
                .get(Parameter.TH_SAFE_SERVER_PASSWORD);
        return ((Value.Text) Objects.requireNonNull(value)).value();
    }

    private Account added(String name) {
        Account account = named(name, null);
        StoreUnderTest.done(add(0, account));
        return store.read(account.id());
    }

    private ChangeOutcome renew(Account account, String hash, Previous previous, @Nullable Edit edit) {
        return store.provisioning.renew(
                List.of(new Renewal(account, new PasswordHash(hash), previous, true)), edit, List.of(store.record()));
    }

    private ChangeOutcome add(long revision, Account... accounts) {
        List<Addition> additions = new ArrayList<>();
        for (Account account : accounts) {
            additions.add(new Addition(account, new PasswordHash("hash"), null));
        }
        return store.provisioning.add(additions, edit(revision, accounts), List.of(store.record()));
    }

    private Edit edit(long revision, Account... accounts) {
        List<Edit.Scope> scopes = new ArrayList<>();
        for (Account account : accounts) {
            String name = account.names().current().value();
            Policy policy = Policy.EMPTY.with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text("of " + name));
            scopes.add(new Edit.Scope(account.id(), Layer.of(Channel.EXTERNAL, policy)));
        }
        return new Edit(tenant.id(), revision, false, scopes);
    }

    private Account named(String name, @Nullable String csi) {
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
