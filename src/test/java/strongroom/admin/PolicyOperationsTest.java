package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.AccountKind;
import strongroom.admin.PolicyOperations.Changed;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Request;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.mdm.Channel;
import strongroom.mdm.Length;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Reaction;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;
import strongroom.message.Code;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PolicyOperationsTest {

    private static final String TENANT = "default";
    private static final String URL = "th_safe_server_url=https://safe.example.org/";
    private static final String NAME = "th_safe_server_username=phones";
    private static final String PASSWORD = "th_safe_server_password=a-secret-of-phones";

    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = new Store(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_was_set_is_shown_and_each_value_is_an_event_without_its_secret() {
        set(null, 1, URL, NAME, PASSWORD);

        PolicyOperations.View view = policies().show(new Target(TENANT, null));
        assertThat(view.policy().global().layer().external().get(Parameter.TH_SAFE_SERVER_PASSWORD))
                .isEqualTo(new Value.Text("a-secret-of-phones"));
        assertThat(store.events()).hasSize(3).allMatch(event -> event instanceof AuditEvent.PolicyChanged);
        assertThat(store.events().toString()).contains("(usable)").doesNotContain("a-secret-of-phones");
    }

    @Test
    void what_is_set_already_is_no_change() {
        set(null, 1, URL, NAME, PASSWORD);

        Changed again = change(null, consent(null), URL, NAME, PASSWORD);

        assertThat(again.changes()).isEmpty();
        assertThat(store.events()).hasSize(3);
    }

    @Test
    void a_managed_password_is_not_kept_but_what_kind_it_is() {
        set(null, 1, URL, NAME, PASSWORD);
        add("anna", AccountKind.PERSONAL);

        set(
                "anna",
                1,
                "th_safe_server_username=anna",
                PASSWORD,
                "th_safe_password=grün-1234-5678",
                "th_safe_enable=true");

        assertThat(individual("anna").get(Parameter.TH_SAFE_PASSWORD))
                .isEqualTo(new Value.Concealed(Length.USABLE, Set.of(Warning.W06), null, 2));
        assertThat(warnings()).contains(Warning.W06);
        assertThat(set("anna", null, "th_safe_password=grün-1234-5678").changes())
                .hasSize(1);
    }

    @Test
    void a_pattern_that_comes_later_cannot_be_compared_any_more() {
        set(null, 1, URL, NAME, PASSWORD);
        add("anna", AccountKind.PERSONAL);
        set("anna", 1, "th_safe_server_username=anna", PASSWORD, "th_safe_password=12345678", "th_safe_enable=true");
        assertThat(warnings()).doesNotContain(Warning.W40);

        set("anna", null, "th_safe_password_pattern=^[0-9]{8,}$");

        assertThat(warnings()).contains(Warning.W40).doesNotContain(Warning.W41);
        set("anna", null, "th_safe_password=12345678");
        assertThat(warnings()).doesNotContain(Warning.W40);
        set("anna", null, "th_safe_password=abcdefgh");
        assertThat(warnings()).contains(Warning.W40);
    }

    @Test
    void what_blocks_is_not_saved_until_it_is_accepted_by_name() {
        assertThat(refused(null, consent(1), URL))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(ExitStatus.FAILED))
                .satisfies(refusal -> assertThat(codes(refusal))
                        .containsExactly(
                                PolicyCode.POLICY_STOPS_EVERYBODY, PolicyCode.POLICY_W30, PolicyCode.POLICY_BLOCKED));
        assertThat(store.events()).isEmpty();

        change(null, new Consent(Set.of(Warning.W30), 1, false), URL);

        assertThat(store.events()).hasSize(1);
    }

    @Test
    void a_change_for_one_account_is_not_blocked_by_what_concerns_others() {
        change(null, new Consent(Set.of(Warning.W30), 1, false), URL);
        add("anna", AccountKind.PERSONAL);
        change("anna", new Consent(Set.of(), 1, false), "th_safe_server_username=anna", "th_safe_server_password=hers");

        Changed changed = set("anna", null, "th_skip_wizard=true");

        assertThat(changed.changes()).hasSize(1);
        assertThat(warnings()).contains(Warning.W30);
    }

    @Test
    void where_each_account_has_its_own_login_the_policy_for_everybody_needs_none() {
        add("anna", AccountKind.PERSONAL);
        store.accounts().remove(TENANT, "phones", false);
        set("anna", 1, "th_safe_server_username=anna", "th_safe_server_password=hers");

        set(null, 1, URL, "th_safe_enable=true");

        assertThat(warnings()).doesNotContain(Warning.W30);
    }

    @Test
    void what_destroys_is_held_even_where_nobody_has_an_account() {
        store.tenants().set(TENANT, List.of("login=open", "max-backups=5"));
        change(null, consent(1), URL);
        store.accounts().remove(TENANT, "phones", false);

        Refusal held = refused(null, consent(null), "th_disable_backups=true");

        assertThat(held.status()).isEqualTo(ExitStatus.HELD);
        Changed changed = set(null, 0, "th_disable_backups=true");
        assertThat(changed.impact().reactions()).containsEntry(Reaction.IOS_IS_FORBIDDEN, 0);
    }

    @Test
    void a_dry_run_says_what_the_real_run_would_be_refused_for() {
        Changed looked = change(null, new Consent(Set.of(), null, true), URL);

        assertThat(looked.obstacle()).isNotNull();
        assertThat(change(null, new Consent(Set.of(Warning.W30), 1, true), URL).obstacle())
                .isNull();
    }

    @Test
    void a_password_is_compared_with_the_pattern_for_everybody() {
        set(null, 1, URL, NAME, PASSWORD, "th_safe_password_pattern=^[0-9]{8,}$");
        add("anna", AccountKind.PERSONAL);

        set("anna", 1, "th_safe_server_username=anna", PASSWORD, "th_safe_password=12345678", "th_safe_enable=true");

        assertThat(warnings()).doesNotContain(Warning.W40);
    }

    @Test
    void who_somebody_is_stays_out_of_the_audit_log() {
        set(null, 1, "th_lastname=Meier");

        assertThat(store.events().toString()).contains("th_lastname").doesNotContain("Meier");
    }

    @Test
    void a_request_that_is_printed_shows_no_value() {
        assertThat(request(null, PASSWORD).toString()).doesNotContain("a-secret-of-phones");
        assertThat(Assignment.all(List.of(PASSWORD)).toString()).doesNotContain("a-secret-of-phones");
    }

    @Test
    void what_cannot_be_taken_back_waits_for_the_number_of_accounts() {
        set(null, 1, URL, NAME, PASSWORD);
        add("anna", AccountKind.PERSONAL);
        add("bert", AccountKind.PERSONAL);
        add("probe", AccountKind.PROBE);

        assertThat(refused(null, consent(null), "th_disable_backups=true").status())
                .isEqualTo(ExitStatus.HELD);
        assertThat(refused(null, consent(2), "th_disable_backups=true").status())
                .isEqualTo(ExitStatus.HELD);

        Changed changed = set(null, 3, "th_disable_backups=true");
        assertThat(changed.impact().accounts()).isEqualTo(3);
        assertThat(changed.impact().reactions())
                .containsEntry(Reaction.IOS_IS_FORBIDDEN, 3)
                .containsEntry(Reaction.ANDROID_GOES_ON, 3);
    }

    @Test
    void a_dry_run_says_the_same_and_changes_nothing() {
        Changed looked = change(null, new Consent(Set.of(), null, true), URL, NAME, PASSWORD);

        assertThat(looked.changes()).hasSize(3);
        assertThat(looked.impact().concerned()).isEqualTo(1);
        assertThat(store.events()).isEmpty();
        assertThat(policies().show(new Target(TENANT, null)).policy().revision())
                .isZero();
    }

    @Test
    void a_change_that_was_overtaken_is_made_again() {
        AtomicInteger attempts = new AtomicInteger();
        PolicyChanges slow = (edit, records) -> {
            if (attempts.incrementAndGet() == 1) {
                change(null, consent(1), "th_csi=4711", URL, NAME, PASSWORD);
            }
            return store.components().ports().policyChanges().change(edit, records);
        };

        policies(slow).change(request(null, "th_category=x", URL, NAME, PASSWORD), consent(1));

        assertThat(attempts).hasValue(2);
        assertThat(policies()
                        .show(new Target(TENANT, null))
                        .policy()
                        .global()
                        .layer()
                        .external()
                        .values())
                .containsKeys(Parameter.TH_CSI, Parameter.TH_CATEGORY);
    }

    @Test
    void a_change_that_is_overtaken_again_and_again_is_refused() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> policies((edit, records) -> ChangeOutcome.OUTDATED)
                        .change(request(null, URL, NAME, PASSWORD), consent(1)));
    }

    @Test
    void values_of_their_own_do_not_go_with_a_login_that_many_share() {
        assertThat(codes(refused("phones", consent(1), URL, NAME, PASSWORD))).contains(PolicyCode.POLICY_W36);
    }

    @Test
    void an_id_to_restore_needs_a_backup_and_is_not_left_behind() {
        set(null, 1, URL, NAME, PASSWORD);
        add("anna", AccountKind.PERSONAL);
        String[] restore = {"th_safe_server_username=anna", PASSWORD, "th_safe_restore_id=ABCD1234"};
        assertThat(codes(refused("anna", consent(1), restore))).contains(PolicyCode.POLICY_W61);

        store.upload(store.account("anna"), 1);
        set("anna", 1, restore);
        assertThat(warnings()).doesNotContain(Warning.W61, Warning.W62);

        store.move(Duration.ofDays(1));
        store.upload(store.account("anna"), 1);
        set("anna", null, "th_skip_wizard=true");
        assertThat(warnings()).contains(Warning.W62);
    }

    @Test
    void what_the_server_does_is_part_of_the_check() {
        set(null, 1, URL, NAME, PASSWORD);
        add("anna", AccountKind.PERSONAL);
        store.upload(store.account("phones"), 1);

        assertThat(warnings()).doesNotContain(Warning.W64, Warning.W66, Warning.W67, Warning.W68, Warning.W69);
        store.accounts().enable(TENANT, "anna", false);
        store.tenants().set(TENANT, List.of("restore-login=required", "public-url=https://safe.example.org/"));

        assertThat(warnings()).contains(Warning.W64, Warning.W69).doesNotContain(Warning.W66, Warning.W68);
    }

    @Test
    void the_override_holds_for_the_tenant_and_is_an_event_of_its_own() {
        set(null, null, "override=true");

        assertThat(policies().show(new Target(TENANT, null)).policy().cockpitOverrides())
                .isTrue();
        assertThat(store.events())
                .containsExactly(new AuditEvent.PolicyChanged(
                        new AuditEvent.PolicyPlace(store.tenant(TENANT).id(), null, null),
                        "override",
                        "false",
                        "true"));
    }

    @Test
    void a_change_is_made_in_its_channel_alone() {
        set(null, 1, URL, NAME, PASSWORD);

        policies()
                .change(
                        new Request(new Target(TENANT, null), Channel.COCKPIT, List.of("th_csi=1"), List.of()),
                        consent(null));

        assertThat(policies()
                        .show(new Target(TENANT, null))
                        .policy()
                        .global()
                        .layer()
                        .cockpit()
                        .values())
                .containsOnlyKeys(Parameter.TH_CSI);
    }

    private Set<Warning> warnings() {
        return policies().check(TENANT).findings().stream()
                .map(PolicyFinding::warning)
                .collect(Collectors.toSet());
    }

    private Policy individual(String name) {
        return policies()
                .show(new Target(TENANT, name))
                .policy()
                .scope(store.account(name).id())
                .layer()
                .external();
    }

    private Changed set(@Nullable String account, @Nullable Integer confirmed, String... typed) {
        return change(account, consent(confirmed), typed);
    }

    private Changed change(@Nullable String account, Consent consent, String... typed) {
        return policies().change(request(account, typed), consent);
    }

    private static Request request(@Nullable String account, String... typed) {
        return new Request(new Target(TENANT, account), Channel.EXTERNAL, List.of(typed), List.of());
    }

    private static Consent consent(@Nullable Integer confirmed) {
        return new Consent(Set.of(), confirmed, false);
    }

    private Refusal refused(@Nullable String account, Consent consent, String... typed) {
        try {
            change(account, consent, typed);
        } catch (Refusal refusal) {
            return refusal;
        }
        throw new AssertionError("it was not refused");
    }

    private static List<Code> codes(Refusal refusal) {
        return refusal.messages().stream().map(Message::code).toList();
    }

    private PolicyOperations policies() {
        return policies(store.components().ports().policyChanges());
    }

    private PolicyOperations policies(PolicyChanges changes) {
        return new PolicyOperations(
                store.names(),
                new PolicyOperations.Stores(
                        store.components().ports().policies(),
                        changes,
                        store.components().ports().inventory()),
                store.author());
    }

    private void add(String name, AccountKind kind) {
        store.logins().add(TENANT, new LoginOperations.Application(name, kind, List.of()), () -> null);
    }
}
