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
import strongroom.account.Activity;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.admin.Offboarding;
import strongroom.admin.Offboarding.Backups;
import strongroom.admin.PersonalBackups.Belonging;
import strongroom.admin.PersonalBackups.Step;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditChain;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditVerification;
import strongroom.audit.ChainOfSha256;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup.State;
import strongroom.credential.PasswordHash;
import strongroom.enforcement.Decision;
import strongroom.enforcement.Decision.OnReads;
import strongroom.enforcement.Decision.OnUploads;

/** People who leave: what is decided, what goes with them, and what is erased. */
abstract class OffboardingContract extends StoreContract {

    private static final Duration MONTH = Duration.ofDays(30);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Tenant tenant;

    @BeforeEach
    void addTenant() {
        tenant = store.addTenant("acme");
    }

    @Test
    void what_was_decided_is_read_back_and_due_when_its_time_has_come() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Offboarding offboarding = offboarding(anna, Backups.PURGE, true, MONTH);

        assertThat(begin(offboarding)).isEqualTo(ChangeOutcome.DONE);

        assertThat(store.offboardings.find(anna.id())).isEqualTo(offboarding);
        assertThat(store.read(anna.id()).standing().expiresAt()).isEqualTo(offboarding.dueAt());
        assertThat(decided(anna)).isEqualTo(new Decision(OnUploads.REFUSE, OnReads.POLICY));
        assertThat(store.offboardings.due(offboarding.dueAt().minusMillis(1))).isEmpty();
        assertThat(store.offboardings.due(offboarding.dueAt())).containsExactly(offboarding);
    }

    @Test
    void a_login_that_ends_earlier_anyway_is_not_prolonged() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Instant soon = StoreUnderTest.START.plus(Duration.ofDays(3));
        expire(anna.id(), soon);

        begin(offboarding(anna, Backups.KEEP, true, MONTH));

        assertThat(store.read(anna.id()).standing().expiresAt()).isEqualTo(soon);
    }

    @Test
    void a_cancellation_brings_back_what_was_before_the_first_decision() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Instant planned = StoreUnderTest.START.plus(Duration.ofDays(90));
        expire(anna.id(), planned);
        decide(anna, new Decision(OnUploads.ACCEPT, OnReads.REFUSE));
        begin(offboarding(anna, Backups.KEEP, false, MONTH));
        begin(offboarding(anna, Backups.PURGE, false, Duration.ofDays(7)));

        assertThat(store.offboardings.cancel(anna.id(), store.record())).isEqualTo(ChangeOutcome.DONE);

        assertThat(store.read(anna.id()).standing().expiresAt()).isEqualTo(planned);
        assertThat(decided(anna)).isEqualTo(new Decision(OnUploads.ACCEPT, OnReads.REFUSE));
        assertThat(store.offboardings.find(anna.id())).isNull();
        assertThat(store.offboardings.cancel(anna.id(), store.record())).isEqualTo(ChangeOutcome.OUTDATED);
    }

    @Test
    void a_cancellation_leaves_what_somebody_has_set_since() {
        Account anna = store.addAccount(tenant.id(), "anna");
        begin(offboarding(anna, Backups.KEEP, true, MONTH));
        Instant later = StoreUnderTest.START.plus(Duration.ofDays(5));
        expire(anna.id(), later);
        decide(anna, new Decision(OnUploads.ACCEPT, OnReads.POLICY));

        store.offboardings.cancel(anna.id(), store.record());

        assertThat(store.read(anna.id()).standing().expiresAt()).isEqualTo(later);
        assertThat(decided(anna).uploads()).isEqualTo(OnUploads.ACCEPT);
    }

    @Test
    void an_id_that_was_to_be_kept_is_not_revoked_later() {
        Account anna = store.addAccount(tenant.id(), "anna");
        begin(offboarding(anna, Backups.KEEP, true, MONTH));

        assertThat(begin(offboarding(anna, Backups.KEEP, false, MONTH))).isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(Objects.requireNonNull(store.offboardings.find(anna.id()))
                        .terms()
                        .keepId())
                .isTrue();
    }

    @Test
    void a_removed_account_does_not_leave_once_more() {
        Account anna = store.addAccount(tenant.id(), "anna");
        store.accountChanges.remove(anna.id(), store.record());

        assertThat(begin(offboarding(anna, Backups.KEEP, true, MONTH))).isEqualTo(ChangeOutcome.OUTDATED);
    }

    @Test
    void nothing_that_is_held_goes() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Handle handle = store.backup(tenant.id(), anna.id());
        store.backupChanges.hold(handle, true, store.record());

        assertThat(begin(offboarding(anna, Backups.TRASH, true, MONTH))).isEqualTo(ChangeOutcome.HELD);
        assertThat(begin(offboarding(anna, Backups.PURGE, true, MONTH))).isEqualTo(ChangeOutcome.HELD);
        assertThat(store.personalBackups.destroy(anna.id(), store.record())).isInstanceOf(Step.Held.class);
        assertThat(begin(offboarding(anna, Backups.KEEP, true, MONTH))).isEqualTo(ChangeOutcome.DONE);

        store.backupChanges.hold(handle, false, store.record());
        begin(offboarding(anna, Backups.TRASH, true, Duration.ZERO));
        store.backupChanges.hold(handle, true, store.record());
        assertThat(store.personalBackups.trashDue(anna.id(), store.record())).isInstanceOf(Step.Held.class);

        store.backupChanges.hold(handle, false, store.record());
        store.hold(tenant, true);
        assertThat(store.personalBackups.destroy(anna.id(), store.record())).isInstanceOf(Step.Held.class);
        store.hold(tenant, false);
        store.hold(anna.id(), true);
        assertThat(store.personalBackups.destroy(anna.id(), store.record())).isInstanceOf(Step.Held.class);
        assertThat(store.personalBackups.of(anna.id()).held()).isTrue();
    }

    @Test
    void nothing_goes_that_is_not_decided_so_any_more() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Handle handle = store.backup(tenant.id(), anna.id());

        begin(offboarding(anna, Backups.PURGE, true, MONTH));
        assertThat(destroyDue(anna)).as("not due").isInstanceOf(Step.Nothing.class);
        store.wall = store.wall.plus(MONTH);
        begin(offboarding(anna, Backups.TRASH, true, MONTH));
        assertThat(destroyDue(anna)).as("decided anew, and later").isInstanceOf(Step.Nothing.class);
        begin(offboarding(anna, Backups.PURGE, true, Duration.ZERO));
        store.offboardings.cancel(anna.id(), store.record());
        assertThat(destroyDue(anna)).as("cancelled").isInstanceOf(Step.Nothing.class);

        assertThat(state(handle)).isEqualTo(State.LIVE);
        begin(offboarding(anna, Backups.PURGE, true, Duration.ZERO));
        assertThat(destroyDue(anna)).isEqualTo(new Step.Went(List.of(handle), 0));
    }

    @Test
    void deciding_anew_does_not_open_a_login_that_somebody_closed_meanwhile() {
        Account anna = store.addAccount(tenant.id(), "anna");
        begin(offboarding(anna, Backups.KEEP, true, MONTH));
        store.update(
                "update account set expires_at = ? where id = ?",
                store.wall,
                anna.id().bytes());

        begin(offboarding(anna, Backups.TRASH, true, MONTH));

        Instant closed = store.wall;
        assertThat(expires(anna)).isEqualTo(closed);
        store.offboardings.cancel(anna.id(), store.record());
        assertThat(expires(anna)).isEqualTo(closed);
    }

    private Step destroyDue(Account account) {
        return store.personalBackups.destroyDue(account.id(), store.record());
    }

    private @Nullable Instant expires(Account account) {
        return Objects.requireNonNull(store.accounts.find(account.id()))
                .account()
                .standing()
                .expiresAt();
    }

    @Test
    void live_backups_go_into_the_trash_and_come_back_from_it() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Account bert = store.addAccount(tenant.id(), "bert");
        Handle hers = store.backup(tenant.id(), anna.id());
        Handle his = store.backup(tenant.id(), bert.id());

        begin(offboarding(anna, Backups.TRASH, true, Duration.ZERO));

        Step step = store.personalBackups.trashDue(anna.id(), store.record());

        assertThat(step).isEqualTo(new Step.Went(List.of(hers), 0));
        assertThat(store.personalBackups.trashDue(anna.id(), store.record())).isInstanceOf(Step.Nothing.class);
        assertThat(state(hers)).isEqualTo(State.TRASHED);
        assertThat(state(his)).isEqualTo(State.LIVE);
        assertThat(store.countersAreRight()).isTrue();
        assertThat(store.events())
                .contains(new AuditEvent.BackupsTrashed(tenant.id(), anna.id(), List.of(hers.value())));
        assertThat(store.backupChanges.restore(tenant.id(), List.of(hers), store.record()))
                .containsExactly(hers);
    }

    @Test
    void everything_goes_that_is_hers_in_steps_and_nothing_of_others() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Account bert = store.addAccount(tenant.id(), "bert");
        Handle moved = store.backup(tenant.id(), anna.id());
        store.replace(tenant.id(), moved, bert.id());
        Handle his = store.backup(tenant.id(), bert.id());
        for (int i = 0; i < 40; i++) {
            Handle handle = store.backup(tenant.id(), anna.id());
            store.replace(tenant.id(), handle, anna.id());
            if (i % 2 == 0) {
                store.delete(handle);
            }
        }
        assertThat(store.personalBackups.of(anna.id()).versions()).isEqualTo(41);
        assertThat(store.personalBackups.of(anna.id()).strays()).isEqualTo(1);

        int backups = 0;
        int versions = 0;
        int steps = 0;
        while (store.personalBackups.destroy(anna.id(), store.record()) instanceof Step.Went(var handles, int more)) {
            backups += handles.size();
            versions += more;
            steps++;
            assertThat(handles.size() + more).isLessThanOrEqualTo(64);
        }

        assertThat(backups).isEqualTo(40);
        assertThat(versions).isEqualTo(41);
        assertThat(steps).isEqualTo(3);
        assertThat(store.personalBackups.of(anna.id()).isEmpty()).isTrue();
        assertThat(store.personalBackups.of(bert.id()).backups())
                .extracting(Belonging::handle)
                .containsExactlyInAnyOrder(moved, his);
        assertThat(store.number("select count(*) from sealed")).isEqualTo(2);
        assertThat(store.countersAreRight()).isTrue();
    }

    @Test
    void what_was_taken_over_goes_with_the_successor_alone() {
        AccountId first = store.addAccount(withCsi("anna"), null).id();
        Handle handle = store.backup(tenant.id(), first);
        store.accountChanges.remove(first, store.record());
        AccountId second = store.addAccount(withCsi("anna2"), first).id();

        assertThat(store.personalBackups.of(first).isEmpty()).isTrue();
        assertThat(store.personalBackups.destroy(first, store.record())).isInstanceOf(Step.Nothing.class);
        assertThat(store.personalBackups.destroy(second, store.record())).isEqualTo(new Step.Went(List.of(handle), 0));
    }

    @Test
    void it_is_done_only_when_its_time_has_come_and_nothing_is_left() {
        Account anna = store.addAccount(tenant.id(), "anna");
        store.backup(tenant.id(), anna.id());
        Offboarding offboarding = offboarding(anna, Backups.PURGE, true, MONTH);
        begin(offboarding);
        assertThat(complete(anna)).isEqualTo(ChangeOutcome.OUTDATED);
        store.wall = offboarding.dueAt();
        assertThat(complete(anna)).isEqualTo(ChangeOutcome.OUTDATED);

        store.personalBackups.destroy(anna.id(), store.record());

        assertThat(complete(anna)).isEqualTo(ChangeOutcome.DONE);
        assertThat(complete(anna)).isEqualTo(ChangeOutcome.OUTDATED);
        assertThat(store.offboardings.due(store.wall)).isEmpty();
        assertThat(store.offboardings.cancel(anna.id(), store.record())).isEqualTo(ChangeOutcome.OUTDATED);
    }

    @Test
    void an_upload_that_was_on_its_way_comes_too_late() {
        Account anna = store.addAccount(tenant.id(), "anna");
        Account bert = store.addAccount(tenant.id(), "bert");
        begin(offboarding(anna, Backups.PURGE, true, MONTH));
        begin(offboarding(bert, Backups.KEEP, true, Duration.ZERO));
        Instant due = StoreUnderTest.START.plus(MONTH);

        assertThat(hasLeft(anna, due.minusMillis(1))).isFalse();
        assertThat(hasLeft(anna, due)).isTrue();
        assertThat(hasLeft(bert, due)).isFalse();

        expire(anna.id(), null);
        assertThat(hasLeft(anna, due)).as("she is back").isFalse();
        store.erasure.erase(anna.id(), store.record());
        assertThat(hasLeft(anna, due)).isTrue();
    }

    @Test
    void nothing_but_identities_is_left_of_somebody_who_is_erased() {
        AccountId first = store.addAccount(withCsi("anna"), null).id();
        store.backup(tenant.id(), first);
        store.accountChanges.remove(first, store.record());
        Account second = store.addAccount(withCsi("anna2"), first);
        store.credentials.noteSource(second.id(), new byte[32]);
        begin(offboarding(second, Backups.KEEP, true, MONTH));
        store.update("insert into restore_expectation (account, expected_at, until_at) values (?, 1, 2)", (Object)
                second.id().bytes());

        assertThat(store.erasure.earlier(second.id())).containsExactly(first);
        assertThat(store.erasure.erase(second.id(), store.record())).isEqualTo(ChangeOutcome.OUTDATED);
        store.personalBackups.destroy(second.id(), store.record());
        assertThat(store.erasure.erase(second.id(), store.record())).isEqualTo(ChangeOutcome.DONE);

        for (AccountId id : List.of(first, second.id())) {
            Account left = store.read(id);
            assertThat(left.names()).isEqualTo(AccountNames.of(new UserName("erased")));
            assertThat(left.labels()).isEqualTo(Account.Labels.NONE);
            assertThat(Objects.requireNonNull(store.accounts.find(id)).activity())
                    .isEqualTo(Activity.NONE);
            assertThat(store.erasure.isErased(id)).isTrue();
        }
        assertThat(store.accounts.of(tenant.id())).isEmpty();
        for (String table : List.of("known_source", "offboarding", "enforcement", "restore_expectation")) {
            assertThat(store.number("select count(*) from " + table)).as(table).isZero();
        }
        assertThat(store.accountChanges.add(withCsi("anna"), new PasswordHash("hash"), null, store.record()))
                .isEqualTo(ChangeOutcome.DONE);
    }

    @Test
    void erased_payloads_leave_a_chain_that_is_whole() {
        store.addAccount(tenant.id(), "anna");

        assertThat(store.erasure.erasePayloads(List.of(1L, 2L, 77L), store.record()))
                .isEqualTo(2);
        assertThat(store.erasure.erasePayloads(List.of(1L, 2L), store.record())).isZero();

        assertThat(new AuditChain(new ChainOfSha256(1)).verify(store.auditLog, null))
                .isInstanceOf(AuditVerification.Intact.class);
        assertThat(store.auditLog.after(0, 10).getFirst().payload()).isNull();
    }

    @Test
    void a_removed_tenant_takes_its_offboardings_along() {
        Account anna = store.addAccount(tenant.id(), "anna");
        begin(offboarding(anna, Backups.PURGE, true, MONTH));
        store.tenantChanges.remove(tenant.id(), 0, store.record());

        assertThat(store.offboardings.due(StoreUnderTest.START.plus(MONTH))).isEmpty();
        while (store.retention.removeLeftovers() > 0) {
            // Each call removes some.
        }

        assertThat(store.number("select count(*) from offboarding")).isZero();
        assertThat(store.number("select count(*) from account")).isZero();
    }

    @Test
    void what_is_handed_out_is_logged() {
        Account anna = store.addAccount(tenant.id(), "anna");
        store.credentials.noteSource(anna.id(), new byte[32]);
        Handle handle = store.backup(tenant.id(), anna.id());
        store.update("insert into restore_expectation (account, expected_at, until_at) values (?, 1, 2)", (Object)
                anna.id().bytes());

        var traces = store.personalTraces.handOut(anna.id(), store.record(new AuditEvent.AccountDisclosed(anna.id())));

        assertThat(traces.knownSources()).isEqualTo(1);
        assertThat(traces.writers())
                .hasSize(1)
                .first()
                .satisfies(writer -> assertThat(writer.handle()).isEqualTo(handle));
        assertThat(Objects.requireNonNull(traces.awaited()).untilAt()).isEqualTo(Instant.ofEpochMilli(2));
        assertThat(traces.decided()).isEqualTo(Decision.NONE);
        assertThat(store.events()).endsWith(new AuditEvent.AccountDisclosed(anna.id()));
    }

    private Offboarding offboarding(Account account, Backups backups, boolean keepId, Duration after) {
        return new Offboarding(
                account.id(), new Offboarding.Terms(keepId, false, backups), store.wall, store.wall.plus(after), null);
    }

    private ChangeOutcome begin(Offboarding offboarding) {
        return store.offboardings.begin(offboarding, store.record());
    }

    private ChangeOutcome complete(Account account) {
        return store.offboardings.complete(account.id(), store.record());
    }

    private boolean hasLeft(Account account, Instant now) {
        return store.transactions.read(connection -> OffboardingRows.hasLeft(connection, account.id(), now));
    }

    private State state(Handle handle) {
        return Objects.requireNonNull(store.backupChanges.find(handle)).backup().state();
    }

    private Decision decided(Account account) {
        return store.transactions.read(connection -> EnforcementRows.of(connection, tenant.id(), account.id()));
    }

    private void decide(Account account, Decision decision) {
        store.transactions.write(connection -> {
            EnforcementRows.write(connection, tenant.id(), account.id(), decision);
            return true;
        });
    }

    private void expire(AccountId id, @Nullable Instant at) {
        store.update("update account set expires_at = ? where id = ?", at, id.bytes());
    }

    private Account withCsi(String name) {
        return new Account(
                new AccountId(store.id()),
                tenant.id(),
                AccountNames.of(new UserName(name)),
                AccountKind.PERSONAL,
                Standing.NEW,
                new Account.Labels(List.of("west"), "4711"),
                1);
    }
}
