package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.UserName;
import strongroom.audit.AuditEvent;
import strongroom.credential.Credentials;
import strongroom.credential.Password;
import strongroom.credential.PasswordHash;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AccountOperationsTest {

    private static final String TENANT = "default";

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
    void a_generated_password_logs_in() {
        LoginOperations.Login login = add("anna", null);

        assertThat(matches(
                        Objects.requireNonNull(login.generated()).reveal(),
                        credentials("anna").current()))
                .isTrue();
        assertThat(store.events())
                .containsExactly(new AuditEvent.AccountAdded(
                        store.tenant(TENANT).id(), login.account().id(), "personal", null));
    }

    @Test
    void a_chosen_password_logs_in_and_is_not_handed_back() {
        LoginOperations.Login login = add("anna", "correct horse");

        assertThat(login.generated()).isNull();
        assertThat(matches("correct horse", credentials("anna").current())).isTrue();
    }

    @Test
    void a_password_that_a_phone_cannot_send_is_refused_and_nothing_is_added() {
        assertRefused(MessageCode.PASSWORD_NOT_LATIN, () -> add("anna", "пароль-пароль"));

        assertThat(store.accounts().list(TENANT)).hasSize(1);
        assertThat(store.events()).isEmpty();
    }

    @Test
    void a_password_is_not_asked_for_when_the_name_is_taken() {
        add("anna", null);

        assertRefused(
                MessageCode.ACCOUNT_EXISTS,
                () -> store.logins().add(TENANT, application("Anna"), () -> {
                    throw new AssertionError("nobody should have to type a password for nothing");
                }));
    }

    @Test
    void the_password_before_stays_valid_for_the_overlap() {
        add("anna", "the first one");

        store.logins().rotate(TENANT, "anna", () -> "the second one", Duration.ofDays(14));

        Credentials.Stored stored = credentials("anna");
        assertThat(matches("the second one", stored.current())).isTrue();
        Credentials.Previous previous = Objects.requireNonNull(stored.previous());
        assertThat(matches("the first one", previous.hash())).isTrue();
        assertThat(previous.until()).isEqualTo(Store.START.plus(Duration.ofDays(14)));
        assertThat(store.events().getLast())
                .isEqualTo(new AuditEvent.PasswordRotated(store.account("anna").id(), previous.until()));
    }

    @Test
    void without_overlap_every_password_before_ends_at_once() {
        add("anna", "the first one");
        store.logins().rotate(TENANT, "anna", () -> "the second one", Duration.ofDays(14));

        store.logins().rotate(TENANT, "anna", () -> "the third one", Duration.ZERO);

        assertThat(credentials("anna").previous()).isNull();
        assertThat(store.events().getLast())
                .isEqualTo(new AuditEvent.PasswordRotated(store.account("anna").id(), null));
    }

    @Test
    void a_name_before_leads_to_the_account_until_its_overlap_ends() {
        AccountId id = add("anna", null).account().id();

        store.accounts().rename(TENANT, "anna", "Beate", Duration.ofHours(1));

        assertThat(store.account("ANNA").id()).isEqualTo(id);
        store.move(Duration.ofHours(1));
        assertRefused(MessageCode.ACCOUNT_UNKNOWN, () -> store.accounts().show(TENANT, "anna"));
        assertThat(store.events().getLast())
                .isEqualTo(new AuditEvent.AccountRenamed(id, "anna", "Beate", Store.START.plus(Duration.ofHours(1))));
    }

    @Test
    void another_spelling_of_a_name_leaves_no_name_before() {
        add("anna", null);

        Account renamed = store.accounts().rename(TENANT, "anna", "Anna", Duration.ofDays(14));

        assertThat(renamed.names().former()).isNull();
        assertThat(store.account("anna").names().current()).isEqualTo(new UserName("Anna"));
    }

    @Test
    void several_settings_are_one_change_with_an_event_each() {
        Account before = add("anna", null).account();

        store.accounts().set(TENANT, "anna", List.of("hold=true", "csi= 77 ", "expires=2027-01-31T12:00:00.5Z"));

        Account after = store.account("anna");
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        assertThat(store.events().subList(1, 4))
                .containsExactly(
                        new AuditEvent.AccountChanged(before.id(), "csi", null, "77"),
                        new AuditEvent.AccountChanged(before.id(), "expires", null, "2027-01-31T12:00:00.500Z"),
                        new AuditEvent.AccountChanged(before.id(), "hold", "false", "true"));
    }

    @Test
    void setting_the_csi_of_a_removed_account_takes_over_its_backups_and_its_hold() {
        Account emil = add("emil", null).account();
        store.accounts().set(TENANT, "emil", List.of("csi=77", "hold=true"));
        store.upload(emil, 1);
        store.accounts().remove(TENANT, "emil", false);
        AccountId carla = add("carla", null).account().id();

        AccountOperations.Changed changed = store.accounts().set(TENANT, "carla", List.of("csi=77"));

        assertThat(changed.tookOver()).isTrue();
        assertThat(store.accounts().show(TENANT, "carla").backups()).isEqualTo(1);
        assertThat(store.account("carla").standing().held()).isTrue();
        assertThat(store.events())
                .endsWith(
                        new AuditEvent.AccountChanged(carla, "csi", null, "77"),
                        new AuditEvent.AccountChanged(
                                carla, "successor-of", null, emil.id().toString()));
    }

    @Test
    void an_account_with_the_csi_of_one_that_is_there_takes_nothing_over() {
        add("emil", null);
        store.accounts().set(TENANT, "emil", List.of("csi=77"));
        store.upload(store.account("emil"), 1);
        add("carla", null);

        AccountOperations.Changed changed = store.accounts().set(TENANT, "carla", List.of("csi=77"));

        assertThat(changed.tookOver()).isFalse();
        assertThat(store.accounts().show(TENANT, "emil").backups()).isEqualTo(1);
    }

    @Test
    void a_disabled_account_is_logged_once_and_says_so() {
        AccountId id = add("anna", null).account().id();

        store.accounts().enable(TENANT, "anna", false);
        store.accounts().enable(TENANT, "anna", false);

        assertThat(store.accounts().show(TENANT, "anna").state()).isEqualTo(AccountOperations.State.DISABLED);
        assertThat(store.events().subList(1, store.events().size()))
                .containsExactly(new AuditEvent.AccountChanged(id, "enabled", "true", "false"));
    }

    @Test
    void a_dry_run_of_a_removal_changes_and_logs_nothing() {
        add("anna", null);

        store.accounts().remove(TENANT, "anna", true);

        assertThat(store.accounts().list(TENANT)).hasSize(2);
        assertThat(store.events()).hasSize(1);
    }

    @Test
    void an_identity_of_another_tenant_is_unknown() {
        AccountId id = add("anna", null).account().id();
        store.tenants().add("acme");

        assertRefused(MessageCode.ACCOUNT_UNKNOWN, () -> store.accounts().show("acme", id.toString()));
    }

    private LoginOperations.Login add(String name, @Nullable String password) {
        return store.logins().add(TENANT, application(name), () -> password);
    }

    private static LoginOperations.Application application(String name) {
        return new LoginOperations.Application(name, AccountKind.PERSONAL, List.of());
    }

    private Credentials.Stored credentials(String name) {
        return Objects.requireNonNull(store.components()
                .ports()
                .credentials()
                .find(store.tenant(TENANT).id(), new UserName(name)));
    }

    private boolean matches(String password, PasswordHash hash) {
        return store.components().hasher().matches(Password.of(password), hash);
    }

    private static void assertRefused(MessageCode code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.messages())
                        .extracting(message -> message.code())
                        .containsExactly(code));
    }
}
