package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Account;
import strongroom.account.AccountKind;
import strongroom.admin.Offboarding.Backups;
import strongroom.admin.Offboarding.Terms;
import strongroom.admin.OffboardingOperations.Outcome;
import strongroom.admin.OffboardingOperations.Progress;
import strongroom.admin.OffboardingOperations.Request;
import strongroom.audit.AuditEvent;
import strongroom.backup.StoreUnavailable;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OffboardingOperationsTest {

    private static final String TENANT = "default";
    private static final int PLENTY = 1_000;

    @TempDir
    private Path directory;

    private Store store;

    // A test has no constructor that could read from its directory.
    @SuppressWarnings("NullAway.Init")
    OffboardingOperationsTest() {}

    @BeforeEach
    void open() throws IOException {
        store = new Store(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_was_decided_happens_when_it_is_due_and_not_before() {
        Account anna = add("anna");
        store.upload(anna, 1);
        assertThat(offboard(PLENTY, request("anna", Backups.PURGE, 30))).containsExactly(Progress.PENDING);

        store.move(Duration.ofDays(29));
        assertThat(carryOutDue()).isEmpty();
        assertThat(belongings(anna).backups()).hasSize(1);

        store.move(Duration.ofDays(1));
        assertThat(carryOutDue()).containsExactly(Progress.DONE);
        assertThat(belongings(anna).isEmpty()).isTrue();
        assertThat(carryOutDue()).isEmpty();
        assertThat(operations(PLENTY).certificates(List.of(anna.id())).get(anna.id()))
                .satisfies(certificate -> assertThat(
                                Objects.requireNonNull(certificate).backups())
                        .isEqualTo(1));
    }

    @Test
    void a_hold_that_came_meanwhile_makes_it_wait_until_it_ends() {
        Account anna = add("anna");
        store.upload(anna, 1);
        offboard(PLENTY, request("anna", Backups.PURGE, 30));
        store.move(Duration.ofDays(30));
        store.accounts().set(TENANT, "anna", List.of("hold=true"));

        assertThat(carryOutDue()).containsExactly(Progress.WAITING);
        assertThat(belongings(anna).backups()).hasSize(1);

        store.accounts().set(TENANT, "anna", List.of("hold=false"));
        assertThat(carryOutDue()).containsExactly(Progress.DONE);
    }

    @Test
    void nobody_leaves_if_one_of_them_cannot() {
        Account anna = add("anna");
        add("bert");
        store.accounts().set(TENANT, "bert", List.of("hold=true"));

        assertThatThrownBy(() -> offboard(PLENTY, request("anna", Backups.PURGE, 0), request("bert", Backups.PURGE, 0)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("offboard-held account=bert");

        assertThat(operations(PLENTY).find(anna.id())).isNull();
    }

    @Test
    void cut_off_anywhere_nothing_is_half_done_and_repeating_it_does_the_rest() throws IOException {
        for (int changes = 0; ; changes++) {
            try (Store fresh = new Store(directory.resolve("cut-" + changes))) {
                store = fresh;
                Account anna = add("anna");
                Account bert = add("bert");
                store.upload(anna, 1);
                store.upload(bert, 2);
                boolean isCut = isCut(changes);

                List<Progress> repeated =
                        offboard(PLENTY, request("anna", Backups.PURGE, 0), request("bert", Backups.TRASH, 0));

                assertThat(repeated).as("after " + changes).containsExactly(Progress.DONE, Progress.DONE);
                assertThat(belongings(anna).isEmpty()).isTrue();
                assertThat(store.events().stream().filter(AuditEvent.AccountOffboarded.class::isInstance))
                        .as("each was decided about once")
                        .hasSize(2);
                assertThat(store.events().stream().filter(AuditEvent.OffboardingCompleted.class::isInstance))
                        .hasSize(2);
                if (!isCut) {
                    assertThat(changes).isGreaterThan(5);
                    return;
                }
            }
        }
    }

    private boolean isCut(int changes) {
        try {
            offboard(changes, request("anna", Backups.PURGE, 0), request("bert", Backups.TRASH, 0));
            return false;
        } catch (StoreUnavailable cut) {
            return true;
        }
    }

    @Test
    void an_upload_that_was_let_in_before_she_left_comes_too_late() {
        Account anna = add("anna");
        offboard(PLENTY, request("anna", Backups.PURGE, 0));

        store.upload(anna, 1);

        assertThat(belongings(anna).isEmpty()).isTrue();
    }

    @Test
    void whoever_came_back_is_decided_about_anew() {
        Account anna = add("anna");
        offboard(PLENTY, request("anna", Backups.PURGE, 0));
        store.accounts().set(TENANT, "anna", List.of("expires=none"));
        store.upload(anna, 1);
        assertThat(belongings(anna).backups()).hasSize(1);
        store.move(Duration.ofDays(1));

        assertThat(offboard(PLENTY, request("anna", Backups.PURGE, 0))).containsExactly(Progress.DONE);

        assertThat(belongings(anna).isEmpty()).isTrue();
        assertThat(store.account("anna")
                        .standing()
                        .mayLogIn(store.author().wall().instant()))
                .isFalse();
    }

    @Test
    void a_decision_can_be_changed_until_it_is_done() {
        Account anna = add("anna");
        offboard(PLENTY, request("anna", Backups.PURGE, 30));

        offboard(PLENTY, request("anna", Backups.KEEP, 7));

        Offboarding decided = Objects.requireNonNull(operations(PLENTY).find(anna.id()));
        assertThat(decided.terms().backups()).isEqualTo(Backups.KEEP);
        assertThat(decided.after()).isEqualTo(Duration.ofDays(7));
        assertThat(store.account("anna").standing().expiresAt()).isEqualTo(decided.dueAt());
    }

    private Account add(String name) {
        store.logins().add(TENANT, new LoginOperations.Application(name, AccountKind.PERSONAL, List.of()), () -> null);
        return store.account(name);
    }

    private static Request request(String name, Backups backups, int days) {
        return new Request(name, new Terms(true, false, backups), days);
    }

    private List<Progress> offboard(int changes, Request... requests) {
        OffboardingOperations operations = operations(changes);
        OffboardingOperations.Plan plan = operations.plan(TENANT, List.of(requests));
        OffboardingOperations.checkConfirmed(plan, requests.length);
        List<Outcome> outcomes = new ArrayList<>();
        operations.carryOut(plan, outcomes::add);
        return outcomes.stream().map(Outcome::progress).toList();
    }

    private List<Progress> carryOutDue() {
        List<Outcome> outcomes = new ArrayList<>();
        operations(PLENTY).carryOutDue(outcomes::add);
        return outcomes.stream().map(Outcome::progress).toList();
    }

    private PersonalBackups.Belongings belongings(Account account) {
        return store.components().ports().personalBackups().of(account.id());
    }

    private OffboardingOperations operations(int changes) {
        var ports = store.components().ports();
        CutStore cut = new CutStore(ports.offboardings(), ports.personalBackups(), ports.erasure(), changes);
        return new OffboardingOperations(
                store.names(), new OffboardingOperations.Stores(cut, cut, ports.auditLog()), store.author());
    }
}
