package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static strongroom.admin.WorkScene.TENANT;
import static strongroom.admin.WorkScene.consent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.TenantId;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.audit.AuditEvent;
import strongroom.mdm.Warning;
import strongroom.message.Code;
import strongroom.message.ExitStatus;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;
import strongroom.work.ApiKey;
import strongroom.work.BaseUrl;
import strongroom.work.StandInWorkApi;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WorkOperationsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private WorkScene scene;

    @BeforeEach
    void connect() throws Exception {
        scene = new WorkScene(directory);
        scene.connect();
    }

    @AfterEach
    void nothing_was_asked_that_is_not_ours() {
        scene.close();
        assertThat(scene.api.violations()).isEmpty();
    }

    @Test
    void a_wrong_key_is_not_kept_and_the_right_one_lies_sealed() throws Exception {
        Refusal refusal = refused(
                WorkCode.WORK_BAD_KEY, () -> scene.work().connect(TENANT, scene.api.url(), () -> "another-key"));

        assertThat(refusal.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(refusal.getMessage()).doesNotContain("another-key");
        refused(
                WorkCode.WORK_URL_BARE,
                () -> scene.work().connect(TENANT, "http://work.example.org/", () -> "never asked"));
        assertThat(scene.work().drift(TENANT).drift().isEmpty()).isTrue();
        try (Stream<Path> files = Files.list(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(StandInWorkApi.KEY);
            }
        }
    }

    @Test
    void a_tenant_that_was_disconnected_is_asked_nothing() {
        scene.work().disconnect(TENANT);

        refused(WorkCode.WORK_NOT_CONNECTED, () -> scene.work().drift(TENANT));
        refused(WorkCode.WORK_NOT_CONNECTED, () -> scene.work().disconnect(TENANT));
        assertThat(scene.store().events())
                .contains(new AuditEvent.WorkDisconnected(
                        scene.store().tenant(TENANT).id()));
    }

    @Test
    void what_was_pulled_differs_in_nothing() {
        scene.person("anna", "the-password-of-anna");
        scene.set("anna", "th_firstname=Anna");
        scene.api.global("th_safe_enable", true);
        scene.api.global("th_safe_server_url", "https://safe.example.org/acme/");
        scene.api.global("th_lastname", "is not ours");
        scene.api.licence(
                "1", "ANNA", "th_safe_server_username", "anna", "th_safe_server_password", "from-the-cockpit");
        scene.api.licence("2", "nobody", "th_safe_enable", false);

        scene.pullAll();

        assertThat(scene.work().drift(TENANT).drift().entries()).isEmpty();
        assertThat(scene.work().drift(TENANT).ownership().nobodys()).hasSize(1);
        assertThat(scene.policies()
                        .show(new PolicyOperations.Target(TENANT, "anna"))
                        .policy()
                        .scope(scene.store().account("anna").id())
                        .layer()
                        .cockpit()
                        .values())
                .hasSize(3);
        assertThat(scene.store().events())
                .contains(new AuditEvent.WorkPulled(scene.store().tenant(TENANT).id(), 2));
    }

    @Test
    void a_pull_obeys_the_rules_of_an_import() {
        scene.person("anna", "the-password-of-anna");
        scene.api.licence("1", "anna", "th_safe_enable", "true");

        Refusal refusal =
                refused(PolicyCode.FLAW_MISTYPED, () -> scene.pull().pull(TENANT, new Consent(Set.of(), null, false)));

        assertThat(refusal.getMessage())
                .contains("in the subscription, for anna")
                .contains("W01");
        scene.pull().pull(TENANT, new Consent(EnumSet.allOf(Warning.class), 1, false));
        assertThat(scene.work().drift(TENANT).drift().entries()).hasSize(1);
    }

    @Test
    void two_credentials_of_one_account_have_to_agree() {
        scene.person("anna", "the-password-of-anna");
        scene.api.licence("1", "anna", "th_safe_enable", true);
        scene.api.licence("2", "tablet", "th_safe_enable", false, "th_safe_server_username", "anna");

        refused(WorkCode.WORK_CREDENTIALS_DIFFER, () -> scene.pull().pull(TENANT, consent(null, false)));
    }

    @Test
    void a_push_is_held_until_the_number_of_those_who_change_is_confirmed() {
        crowd(3);

        Refusal held = refused(
                WorkCode.WORK_UNCONFIRMED, () -> scene.push().push(TENANT, consent(null, false), WorkScene.LISTENER));
        Refusal other = refused(
                WorkCode.WORK_CONFIRM_DIFFERS, () -> scene.push().push(TENANT, consent(4, false), WorkScene.LISTENER));

        assertThat(held.status()).isEqualTo(ExitStatus.HELD);
        assertThat(other.status()).isEqualTo(ExitStatus.HELD);
        assertThat(scene.api.writes()).isZero();
        assertThat(scene.push()
                        .push(TENANT, consent(3, false), WorkScene.LISTENER)
                        .tally()
                        .credentials())
                .isEqualTo(3);
    }

    @Test
    void a_policy_that_was_never_set_empties_no_subscription() {
        scene.api.global("th_safe_enable", true);

        refused(WorkCode.WORK_NOTHING_SET, () -> scene.push().push(TENANT, consent(1, false), WorkScene.LISTENER));

        assertThat(scene.api.global()).containsEntry("th_safe_enable", true);
    }

    @Test
    void a_push_writes_what_differs_and_touches_nothing_else() {
        crowd(2);
        scene.set(null, "th_safe_enable=true", "th_firstname=Everybody");
        scene.api.global("th_skip_wizard", true);
        scene.api.global("th_firstname", "is not ours");
        scene.api.individual("c0", "th_nickname", "is not ours");
        scene.api.individual("c0", "th_safe_enable", 1);
        scene.api.licence("x", "nobody", "th_safe_enable", "false");

        WorkPush.Pushed pushed = scene.pushAll();

        assertThat(pushed.plan().scopes()).isEqualTo(3);
        assertThat(pushed.tally().credentials()).isEqualTo(2);
        assertThat(scene.api.global()).isEqualTo(Map.of("th_safe_enable", true, "th_firstname", "is not ours"));
        assertThat(scene.api.individual("c0"))
                .isEqualTo(Map.of(
                        "th_nickname", "is not ours",
                        "th_safe_server_username", "person0",
                        "th_safe_server_password", "the-password-of-0"));
        assertThat(scene.api.individual("x")).isEqualTo(Map.of("th_safe_enable", "false"));
        assertThat(scene.work().drift(TENANT).drift().isEmpty()).isTrue();
        assertThat(calls()).hasSize(scene.api.writes());
        assertThat(scene.store().events().toString()).doesNotContain("the-password");
        assertThat(scene.work().status(TENANT).callsToday())
                .isEqualTo(scene.api.requests().size());
    }

    @Test
    void wherever_a_push_stops_every_account_takes_what_phones_have_and_the_next_one_ends_it() {
        crowd(130);
        scene.pushAll();
        IntStream.range(0, 130).forEach(i -> scene.rotate("person" + i, "a-second-password-" + i));
        scene.api.individual("c7", "th_safe_enable", true);
        scene.set(null, "th_safe_enable=true");
        int stops = 0;
        for (int written = 0; written < 6; written++) {
            stopAfter(written % 3);
            Refusal stopped = catchThrowableOfType(
                    Refusal.class, () -> scene.push().push(TENANT, consent(131, false), WorkScene.LISTENER));
            if (stopped != null) {
                stops++;
                assertThat(codes(stopped)).containsExactly(WorkCode.WORK_LIMITED_UNTIL, WorkCode.WORK_STOPPED);
                refused(WorkCode.WORK_PULL_HELD, () -> scene.pull().pull(TENANT, consent(null, false)));
            }
            everybodyIsAccepted(130);
            scene.store().move(Duration.ofDays(2));
            scene.api.tomorrow();
        }
        scene.api.most(10_000);

        scene.push().push(TENANT, consent(131, false), WorkScene.LISTENER);

        assertThat(stops).isGreaterThan(1);
        assertThat(scene.work().drift(TENANT).drift().isEmpty()).isTrue();
        assertThat(scene.work().status(TENANT).connected())
                .satisfies(connected -> assertThat(connected.pushingAt()).isNull());
        everybodyIsAccepted(130);
        assertThat(scene.store().events().toString())
                .doesNotContain("second-password")
                .doesNotContain(StandInWorkApi.KEY);
    }

    /** Reads go through, and then so many calls that write. */
    private void stopAfter(int writes) {
        scene.api.tomorrow();
        scene.api.most(4 + writes);
    }

    private void everybodyIsAccepted(int count) {
        Random random = new Random(count);
        for (int i = 0; i < 25; i++) {
            int person = random.nextInt(count);
            Object held = scene.api.individual("c" + person).get("th_safe_server_password");
            assertThat(scene.accepts("person" + person, String.valueOf(held)))
                    .as("what the phone of person %d has", person)
                    .isTrue();
        }
    }

    @Test
    void the_calls_of_a_day_are_not_passed() {
        crowd(1);
        TenantId tenant = scene.store().tenant(TENANT).id();
        long day = WorkOperations.day(Store.START);
        scene.connections()
                .connect(
                        tenant,
                        ((BaseUrl.Good) BaseUrl.read(scene.api.url())).url(),
                        new ApiKey(StandInWorkApi.KEY),
                        new WorkConnections.Calls(day, 9_995),
                        scene.store().author().record(new AuditEvent.WorkConnected(tenant, "again")));

        Refusal stopped =
                refused(WorkCode.WORK_SPENT, () -> scene.push().push(TENANT, consent(1, false), WorkScene.LISTENER));

        assertThat(codes(stopped)).containsExactly(WorkCode.WORK_SPENT, WorkCode.WORK_STOPPED);
        assertThat(stopped.getMessage()).contains("2026-01-02T00:00:00Z");
        scene.store().move(Duration.ofDays(1));
        scene.push().push(TENANT, consent(1, false), WorkScene.LISTENER);
        assertThat(scene.work().drift(TENANT).drift().isEmpty()).isTrue();
    }

    @Test
    void a_password_that_is_not_of_the_accounts_own_login_is_not_renewed() {
        crowd(1);
        scene.set("person0", "th_safe_server_username=phones");
        scene.api.most(5);
        refused(WorkCode.WORK_STOPPED, () -> {
            scene.set(null, "th_safe_enable=true");
            scene.api.tomorrow();
            scene.push().push(TENANT, consent(2, false), WorkScene.LISTENER);
        });
        scene.api.most(10_000);

        scene.push().push(TENANT, consent(2, false), WorkScene.LISTENER);

        assertThat(scene.api.individual("c0")).containsEntry("th_safe_server_password", "the-password-of-0");
        assertThat(scene.accepts("person0", "the-password-of-0")).isTrue();
    }

    private void crowd(int count) {
        for (int i = 0; i < count; i++) {
            scene.person("person" + i, "the-password-of-" + i);
            scene.api.licence("c" + i, "person" + i);
        }
    }

    private List<AuditEvent> calls() {
        return scene.store().events().stream()
                .filter(AuditEvent.WorkCalled.class::isInstance)
                .toList();
    }

    private static List<Code> codes(Refusal refusal) {
        return refusal.messages().stream().map(message -> message.code()).toList();
    }

    private static Refusal refused(Code code, Runnable runnable) {
        Refusal refusal = catchThrowableOfType(Refusal.class, runnable::run);
        assertThat(refusal).isNotNull();
        assertThat(codes(refusal)).contains(code);
        return refusal;
    }
}
