package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.admin.PolicyChanges;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.admin.WorkConnections.Calls;
import strongroom.admin.WorkConnections.Connected;
import strongroom.admin.WorkConnections.Remembered;
import strongroom.admin.WorkConnections.Renewal;
import strongroom.audit.AuditEvent;
import strongroom.credential.Credentials;
import strongroom.credential.PasswordHash;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.work.ApiKey;
import strongroom.work.BaseUrl;

/** Connections to subscriptions: the key lies sealed, calls are counted, and a password changes together with the policy or not at all. */
abstract class WorkConnectionsContract extends StoreContract {

    private static final BaseUrl URL = new BaseUrl(URI.create("https://work.example.org/api/v1/"));
    private static final ApiKey KEY = new ApiKey("a-key-that-nobody-sees");
    private static final Instant UNTIL = StoreUnderTest.START.plus(Duration.ofDays(14));

    @Test
    void a_connection_is_read_back_and_its_key_lies_sealed() {
        Tenant tenant = store.addTenant("acme");

        assertThat(store.work.find(tenant.id())).isNull();
        connect(tenant);

        assertThat(store.work.find(tenant.id()))
                .isEqualTo(
                        new Connected(tenant.id(), URL, KEY, StoreUnderTest.START, null, null, new Calls(20_000, 1)));
        assertThat(store.number("select count(*) from work_connection where api_key like '%nobody%'"))
                .isZero();
    }

    @Test
    void a_key_does_not_open_for_another_url() {
        Tenant tenant = store.addTenant("acme");
        connect(tenant);

        store.update("update work_connection set base_url = ?", "https://thief.example.org/");

        assertThat(Objects.requireNonNull(store.work.find(tenant.id())).key()).isNull();
    }

    @Test
    void another_key_keeps_what_is_remembered_and_counted() {
        Tenant tenant = store.addTenant("acme");
        connect(tenant);
        store.work.remember(tenant.id(), List.of(new Remembered("a", "anna", null)));
        store.work.pushing(tenant.id(), UNTIL);

        connect(tenant);

        Connected connected = Objects.requireNonNull(store.work.find(tenant.id()));
        assertThat(connected.calls()).isEqualTo(new Calls(20_000, 2));
        assertThat(connected.pushingAt()).isEqualTo(UNTIL);
        assertThat(store.number("select count(*) from work_credential")).isOne();
    }

    @Test
    void calls_are_counted_up_to_the_limit_of_their_day() {
        Tenant tenant = store.addTenant("acme");
        connect(tenant);

        assertThat(store.work.takeCall(tenant.id(), 20_000, 3)).isTrue();
        assertThat(store.work.takeCall(tenant.id(), 20_000, 3)).isTrue();
        assertThat(store.work.takeCall(tenant.id(), 20_000, 3)).isFalse();
        assertThat(store.work.takeCall(tenant.id(), 20_001, 3)).isTrue();
        assertThat(Objects.requireNonNull(store.work.find(tenant.id())).calls()).isEqualTo(new Calls(20_001, 1));
    }

    @Test
    void credentials_are_remembered_changed_and_forgotten() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        connect(tenant);
        store.work.remember(
                tenant.id(),
                IntStream.range(0, 200)
                        .mapToObj(i -> new Remembered("c" + i, "user" + i, i == 7 ? anna.id() : null))
                        .toList());

        store.work.remember(
                tenant.id(), List.of(new Remembered("c0", "anna", anna.id()), new Remembered("c1", "user1", null)));

        assertThat(store.work.remembered(tenant.id())).isEqualTo(Map.of("c0", anna.id()));
        assertThat(store.number("select count(*) from work_credential")).isEqualTo(2);
        assertThat(store.work.disconnect(tenant.id(), store.record())).isEqualTo(ChangeOutcome.DONE);
        assertThat(store.work.disconnect(tenant.id(), store.record())).isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(store.number("select count(*) from work_credential")).isZero();
    }

    @Test
    void nothing_of_a_removed_tenant_is_left() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        connect(tenant);
        store.work.remember(
                tenant.id(),
                IntStream.range(0, 150)
                        .mapToObj(i -> new Remembered("c" + i, "user" + i, anna.id()))
                        .toList());
        store.update("update tenant set removed_at = 1 where id = ?", (Object)
                tenant.id().bytes());
        Leftovers leftovers = new Leftovers(store.transactions);

        int most = 0;
        for (int removed = leftovers.remove(); removed > 0; removed = leftovers.remove()) {
            most = Math.max(most, removed);
        }

        assertThat(most).isLessThanOrEqualTo(BackupRows.MOST);
        assertThat(store.number("select count(*) from work_credential")).isZero();
        assertThat(store.number("select count(*) from work_connection")).isZero();
        assertThat(store.number("select count(*) from account")).isZero();
    }

    @Test
    void a_renewal_keeps_the_password_that_phones_have() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");

        assertThat(renew(anna, "hash", "second", true, UNTIL, 0)).isEqualTo(ChangeOutcome.DONE);
        assertThat(renew(anna, "second", "third", false, UNTIL.plusSeconds(1), 1))
                .isEqualTo(ChangeOutcome.DONE);

        assertThat(stored(anna).current()).isEqualTo(new PasswordHash("third"));
        assertThat(stored(anna).previous())
                .isEqualTo(new Credentials.Previous(new PasswordHash("hash"), UNTIL.plusSeconds(1)));
        assertThat(password(anna)).isEqualTo(new Value.Text("third"));
        assertThat(store.events()).contains(new AuditEvent.PasswordRotated(anna.id(), UNTIL));
    }

    @Test
    void a_renewal_that_was_overtaken_changes_neither_account_nor_policy() {
        Tenant tenant = store.addTenant("acme");
        Account anna = store.addAccount(tenant.id(), "anna");
        int before = store.events().size();

        assertThat(renew(anna, "another", "second", true, UNTIL, 0)).isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(renew(anna, "hash", "second", true, UNTIL, 7)).isEqualTo(ChangeOutcome.OUTDATED);

        assertThat(stored(anna).current()).isEqualTo(new PasswordHash("hash"));
        assertThat(password(anna)).isNull();
        assertThat(store.events()).hasSize(before);
    }

    private ChangeOutcome renew(
            Account account, String before, String after, boolean keeps, Instant until, long revision) {
        Layer layer =
                Layer.of(Channel.COCKPIT, Policy.EMPTY.with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text(after)));
        PolicyChanges.Edit edit = new PolicyChanges.Edit(
                account.tenant(), revision, false, List.of(new PolicyChanges.Edit.Scope(account.id(), layer)));
        return store.work.renew(
                new Renewal(account.id(), new PasswordHash(before), new PasswordHash(after), keeps, until, edit),
                List.of(store.record(new AuditEvent.PasswordRotated(account.id(), until))));
    }

    private Credentials.Stored stored(Account account) {
        return Objects.requireNonNull(store.credentials.find(account.tenant(), new UserName("anna")));
    }

    private @Nullable Value password(Account account) {
        return store.policies
                .of(account.tenant())
                .scope(account.id())
                .layer()
                .cockpit()
                .get(Parameter.TH_SAFE_SERVER_PASSWORD);
    }

    private void connect(Tenant tenant) {
        StoreUnderTest.done(store.work.connect(tenant.id(), URL, KEY, new Calls(20_000, 1), store.record()));
    }
}
