package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.Tenant;
import strongroom.audit.AuditEvent;
import strongroom.restore.Expectation;

/** New phones that are waited for: one for each account, with an event for each change and none for what was no change. */
abstract class RestoreChangesContract extends StoreContract {

    private static final Instant UNTIL = StoreUnderTest.START.plus(Duration.ofDays(7));

    @Test
    void who_is_waited_for_is_listed_the_longest_first_until_it_is_closed() {
        Tenant tenant = store.addTenant("acme");
        Expectation anna = expectation(store.addAccount(tenant.id(), "anna").id(), Duration.ofHours(2));
        Expectation bert = expectation(store.addAccount(tenant.id(), "bert").id(), Duration.ofHours(1));

        assertThat(expect(anna)).isTrue();
        assertThat(expect(bert)).isTrue();

        assertThat(store.restores.all()).containsExactly(bert, anna);
        assertThat(close(bert.account())).isTrue();
        assertThat(close(bert.account())).isFalse();
        assertThat(store.restores.all()).containsExactly(anna);
        assertThat(store.events())
                .endsWith(
                        new AuditEvent.RestoreExpected(anna.account(), UNTIL),
                        new AuditEvent.RestoreExpected(bert.account(), UNTIL),
                        new AuditEvent.RestoreClosed(bert.account()));
    }

    @Test
    void who_is_expected_again_is_waited_for_from_then_on() {
        AccountId anna = store.addAccount(store.addTenant("acme").id(), "anna").id();
        expect(expectation(anna, Duration.ZERO));

        expect(expectation(anna, Duration.ofHours(3)));

        assertThat(store.restores.all()).containsExactly(expectation(anna, Duration.ofHours(3)));
    }

    @Test
    void nobody_waits_for_a_removed_account() {
        Account anna = store.addAccount(store.addTenant("acme").id(), "anna");
        expect(expectation(anna.id(), Duration.ZERO));

        store.accountChanges.remove(anna.id(), store.record());

        assertThat(store.restores.all()).isEmpty();
        assertThat(store.number("select count(*) from restore_expectation")).isZero();
        assertThat(expect(expectation(anna.id(), Duration.ZERO))).isFalse();
        assertThat(expect(expectation(new AccountId(new Id128(9, 9)), Duration.ZERO)))
                .isFalse();
    }

    @Test
    void what_a_removed_tenant_waited_for_goes_with_it() {
        Tenant tenant = store.addTenant("acme");
        expect(expectation(store.addAccount(tenant.id(), "anna").id(), Duration.ZERO));

        store.tenantChanges.remove(tenant.id(), 0, store.record());

        assertThat(store.restores.all()).isEmpty();
        while (store.retention.removeLeftovers() > 0) {
            assertThat(store.restores.all()).isEmpty();
        }
        assertThat(store.number("select count(*) from restore_expectation")).isZero();
    }

    @Test
    void that_somebody_asked_is_written_without_any_change() {
        Tenant tenant = store.addTenant("acme");

        store.restores.log(store.record(new AuditEvent.RestoreChecked(tenant.id(), new Id128(7, 8))));

        assertThat(store.events()).last().isEqualTo(new AuditEvent.RestoreChecked(tenant.id(), new Id128(7, 8)));
    }

    private static Expectation expectation(AccountId account, Duration after) {
        return new Expectation(account, StoreUnderTest.START.plus(after), UNTIL);
    }

    private boolean expect(Expectation expectation) {
        return store.restores.expect(
                expectation, store.record(new AuditEvent.RestoreExpected(expectation.account(), expectation.until())));
    }

    private boolean close(AccountId account) {
        return store.restores.close(account, store.record(new AuditEvent.RestoreClosed(account)));
    }
}
