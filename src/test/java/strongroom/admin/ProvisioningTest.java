package strongroom.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.admin.ImportOperations.Imported;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.PolicyOperations.Request;
import strongroom.admin.PolicyOperations.Target;
import strongroom.admin.TenantChanges.ChangeOutcome;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.credential.Credentials;
import strongroom.credential.Password;
import strongroom.mdm.Channel;
import strongroom.mdm.Warning;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ProvisioningTest {

    private static final String TENANT = Slug.DEFAULT.value();
    private static final Set<Warning> ALL = Set.of(Warning.values());
    private static final Consent PLAIN = new Consent(Set.of(), null, false);

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
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
    void everybody_of_a_table_can_log_in_and_the_policy_has_their_logins() {
        Imported imported = take(
                "name,csi,tags,expiry,kind\nanna,1,a b,,\nBert,2,,2027-01-31T12:00:00Z,shared\n",
                new Consent(Set.of(Warning.W36), null, false));

        assertThat(imported.handOut().logins()).hasSize(2).allSatisfy(login -> {
            String name = login.account().names().current().value();
            assertThat(matches(name, login.password())).isTrue();
            assertThat(inPolicy(name)).isEqualTo(login.password());
        });
        assertThat(store.account("anna").labels().tags()).containsExactly("a", "b");
        assertThat(store.account("bert").kind()).isEqualTo(AccountKind.SHARED);
        assertThat(store.account("bert").standing().expiresAt()).isEqualTo("2027-01-31T12:00:00Z");
        assertThat(store.events()).hasSize(6).first().isInstanceOf(AuditEvent.AccountAdded.class);
    }

    @Test
    void no_password_is_in_the_store_the_audit_log_the_log_or_a_text_of_what_came_of_it() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        Imported imported;
        GroupRotation.Rotated rotated;
        try {
            imported = take(people(25, "group"), PLAIN);
            notes().handedOut(imported.handOut());
            rotated = rotate("group", PLAIN);
            notes().handedOut(rotated.handOut());
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        StringBuilder everything = new StringBuilder(
                imported + " " + rotated + " " + imported.handOut().logins());
        log.list.forEach(event -> everything.append(event.getFormattedMessage()));
        store.components().ports().auditLog().after(0, 1000).forEach(entry -> everything.append(entry.payload()));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                everything.append(Files.readString(file, ISO_8859_1));
            }
        }
        String all = everything.toString();

        assertThat(Stream.concat(imported.handOut().logins().stream(), rotated.handOut().logins().stream()))
                .hasSize(50)
                .allSatisfy(login -> assertThat(all.contains(login.password())).isFalse());
        assertThat(all).contains("password-rotated", "passwords-handed-out");
    }

    @Test
    void a_run_that_was_cut_off_is_continued_by_repeating_it_and_hands_out_all() {
        String table = people(25, "");
        CutOff cutOff = new CutOff(store.components().ports().provisioningChanges(), 2);
        assertThat(catchThrowableOfType(
                        IllegalStateException.class,
                        () -> imports(cutOff).take(order(null), table.getBytes(UTF_8), PLAIN, (_, _) -> {})))
                .hasMessage("cut off");
        assertThat(store.names().accounts().of(store.tenant(TENANT).id())).hasSize(21);

        Imported rest = take(table, PLAIN);

        assertThat(rest.roster().newcomers()).hasSize(5);
        assertThat(rest.handOut().logins())
                .hasSize(25)
                .allSatisfy(login -> assertThat(
                                inPolicy(login.account().names().current().value()))
                        .isEqualTo(login.password()));
        notes().handedOut(rest.handOut());
        assertThat(take(table, PLAIN).handOut().logins()).isEmpty();
    }

    @Test
    void moving_from_a_shared_login_is_held_until_the_number_of_people_is_confirmed() {
        shareLogin();
        String table = "name,tags\nanna,west\nbert,west\ncarla,east\n";

        Refusal held = refused(() -> take(table, PLAIN));

        assertThat(held.status()).isEqualTo(ExitStatus.HELD);
        assertThat(held.messages())
                .contains(
                        Message.of(PolicyCode.POLICY_UNCONFIRMED, 3),
                        Message.of(ProvisioningCode.PROVISIONING_STAGES, "east (1), west (2)"));
        assertThat(store.names().accounts().of(store.tenant(TENANT).id())).hasSize(1);
        assertThat(imports()
                        .take(order("east"), table.getBytes(UTF_8), confirmed(1), (_, _) -> {})
                        .handOut()
                        .logins())
                .hasSize(1);
    }

    @Test
    void a_confirmed_number_holds_for_the_rest_of_a_run_that_was_cut_off() {
        shareLogin();
        String table = people(30, "");
        CutOff cutOff = new CutOff(store.components().ports().provisioningChanges(), 1);
        assertThat(catchThrowableOfType(
                        IllegalStateException.class,
                        () -> imports(cutOff).take(order(null), table.getBytes(UTF_8), confirmed(30), (_, _) -> {})))
                .isNotNull();

        assertThat(take(table, confirmed(30)).handOut().logins()).hasSize(30);
    }

    @Test
    void where_phones_were_given_no_login_nobody_can_lose_a_backup_by_getting_one() {
        set("th_safe_enable=true", "th_safe_server_url=https://safe.example.org/");

        assertThat(take("name\nanna\n", PLAIN).impact().concerned()).isZero();
    }

    @Test
    void what_counts_for_everybody_stops_a_run_when_it_changes_in_between() {
        String table = people(45, "");
        CutOff meddling = new CutOff(store.components().ports().provisioningChanges(), 1) {
            @Override
            void cut() {
                set("th_safe_enable=true");
            }
        };

        Refusal stopped =
                refused(() -> imports(meddling).take(order(null), table.getBytes(UTF_8), PLAIN, (_, _) -> {}));

        assertThat(stopped.messages()).containsExactly(Message.of(ProvisioningCode.PROVISIONING_STOPPED, 10, 45));
        assertThat(take(table, new Consent(ALL, null, false)).handOut().logins())
                .hasSize(45);
    }

    @Test
    void what_is_set_for_one_account_in_between_stops_nobody() {
        CutOff meddling = new CutOff(store.components().ports().provisioningChanges(), 1) {
            @Override
            void cut() {
                Request request = new Request(
                        new Target(TENANT, "phones"), Channel.EXTERNAL, List.of("th_safe_enable=true"), List.of());
                policies().change(request, new Consent(ALL, 1, false));
            }
        };

        assertThat(imports(meddling)
                        .take(order(null), people(45, "").getBytes(UTF_8), PLAIN, (_, _) -> {})
                        .handOut()
                        .logins())
                .hasSize(45);
    }

    @Test
    void a_group_gets_new_passwords_and_those_before_stay_valid() {
        Imported imported = take(people(3, "group"), PLAIN);
        notes().handedOut(imported.handOut());
        HandOut.Login first = imported.handOut().logins().getFirst();
        String name = first.account().names().current().value();

        GroupRotation.Rotated rotated = rotate("group", PLAIN);

        HandOut.Login renewed = rotated.handOut().logins().getFirst();
        assertThat(matches(name, renewed.password())).isTrue();
        assertThat(inPolicy(name)).isEqualTo(renewed.password());
        Credentials.Previous previous = Objects.requireNonNull(stored(name).previous());
        assertThat(store.components().hasher().matches(Password.of(first.password()), previous.hash()))
                .isTrue();
        assertThat(previous.until()).isEqualTo(Store.START.plus(Duration.ofDays(30)));
    }

    @Test
    void a_group_whose_new_passwords_nobody_was_handed_keeps_them_and_those_of_phones() {
        notes().handedOut(take(people(2, "group"), PLAIN).handOut());
        HandOut lost = rotate("group", PLAIN).handOut();

        HandOut again = rotate("group", PLAIN).handOut();

        assertThat(again.logins().stream().map(HandOut.Login::password))
                .isEqualTo(lost.logins().stream().map(HandOut.Login::password).toList());
        assertThat(again.logins()).noneMatch(HandOut.Login::isNew);
    }

    @Test
    void a_group_whose_phones_still_have_the_old_password_is_held() {
        notes().handedOut(take(people(2, "group"), PLAIN).handOut());
        notes().handedOut(rotate("group", PLAIN).handOut());
        store.components().ports().credentials().notePrevious(store.account("p0"));
        store.upload(store.account("phones"), 1); // written after the note, for which nobody waits
        store.move(Duration.ofMinutes(5));

        Refusal held = refused(() -> rotate("group", PLAIN));

        assertThat(held.status()).isEqualTo(ExitStatus.HELD);
        assertThat(held.messages())
                .containsExactly(
                        Message.of(ProvisioningCode.ROTATION_SHUTS_OUT, 1, "p0"),
                        Message.of(PolicyCode.POLICY_UNCONFIRMED, 1));
        assertThat(rotate("group", confirmed(1)).renewed()).isEqualTo(2);
    }

    @Test
    void a_new_password_for_one_account_is_in_the_policy_too_if_that_has_one() {
        notes().handedOut(take("name\nanna\n", PLAIN).handOut());

        LoginOperations.Login login = store.logins().rotate(TENANT, "anna", () -> null, Duration.ZERO);

        assertThat(login.isInPolicy()).isTrue();
        assertThat(inPolicy("anna"))
                .isEqualTo(Objects.requireNonNull(login.generated()).reveal());
        assertThat(store.logins()
                        .rotate(TENANT, "phones", () -> null, Duration.ZERO)
                        .isInPolicy())
                .isFalse();
    }

    private void shareLogin() {
        set(
                "th_safe_enable=true",
                "th_safe_server_url=https://safe.example.org/",
                "th_safe_server_username=phones",
                "th_safe_server_password=the login of all");
    }

    private void set(String... typed) {
        Request request = new Request(new Target(TENANT, null), Channel.EXTERNAL, List.of(typed), List.of());
        int concerned = policies()
                .change(request, new Consent(ALL, null, true))
                .impact()
                .concerned();
        policies().change(request, new Consent(ALL, concerned, false));
    }

    private PolicyOperations policies() {
        return new PolicyOperations(store.names(), stores(), store.author());
    }

    private PolicyOperations.Stores stores() {
        var ports = store.components().ports();
        return new PolicyOperations.Stores(ports.policies(), ports.policyChanges(), ports.inventory());
    }

    private ImportOperations imports() {
        return imports(store.components().ports().provisioningChanges());
    }

    private ImportOperations imports(ProvisioningChanges changes) {
        return new ImportOperations(store.names(), stores(), changes, hashing(), store.author());
    }

    private Hashing hashing() {
        return new Hashing(store.components()::hasher, store.components().random(), 2);
    }

    private HandOutNotes notes() {
        return new HandOutNotes(store.components().ports().provisioningChanges(), store.author());
    }

    private Imported take(String table, Consent consent) {
        return imports().take(order(null), table.getBytes(UTF_8), consent, (_, _) -> {});
    }

    private static ImportOperations.Order order(@Nullable String tag) {
        return new ImportOperations.Order(TENANT, Channel.EXTERNAL, tag, null);
    }

    private GroupRotation.Rotated rotate(String tag, Consent consent) {
        return new GroupRotation(
                        store.names(),
                        stores(),
                        store.components().ports().provisioningChanges(),
                        hashing(),
                        store.author())
                .rotate(new GroupRotation.Order(TENANT, tag, Duration.ofDays(30), null), consent, (_, _) -> {});
    }

    private static Consent confirmed(int number) {
        return new Consent(Set.of(), number, false);
    }

    private static Refusal refused(Runnable runnable) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, runnable::run));
    }

    private static String people(int number, String tag) {
        StringBuilder table = new StringBuilder("name,tags\n");
        for (int i = 0; i < number; i++) {
            table.append("p").append(i).append(",").append(tag).append("\n");
        }
        return table.toString();
    }

    private Credentials.Stored stored(String name) {
        return Objects.requireNonNull(store.components()
                .ports()
                .credentials()
                .find(store.tenant(TENANT).id(), new UserName(name)));
    }

    private boolean matches(String name, String password) {
        return store.components()
                .hasher()
                .matches(Password.of(password), stored(name).current());
    }

    private @Nullable String inPolicy(String name) {
        return IndividualLogins.password(store.components()
                .ports()
                .policies()
                .of(store.tenant(TENANT).id())
                .scope(store.account(name).id())
                .layer());
    }

    /** Lets some steps pass, then does something else before the next. */
    private static class CutOff implements ProvisioningChanges {

        private final ProvisioningChanges changes;
        private int left;

        CutOff(ProvisioningChanges changes, int steps) {
            this.changes = changes;
            this.left = steps;
        }

        void cut() {
            throw new IllegalStateException("cut off");
        }

        @Override
        public ChangeOutcome add(List<Addition> additions, PolicyChanges.Edit edit, List<AuditRecord> records) {
            if (left-- == 0) {
                cut();
            }
            return changes.add(additions, edit, records);
        }

        @Override
        public ChangeOutcome renew(
                List<Renewal> renewals, PolicyChanges.@Nullable Edit edit, List<AuditRecord> records) {
            return changes.renew(renewals, edit, records);
        }

        @Override
        public Map<AccountId, Passwords> passwords(TenantId tenant) {
            return changes.passwords(tenant);
        }

        @Override
        public Map<String, AccountId> removedByCsi(TenantId tenant) {
            return changes.removedByCsi(tenant);
        }

        @Override
        public ChangeOutcome handedOut(List<AccountId> accounts, AuditRecord record) {
            return changes.handedOut(accounts, record);
        }
    }
}
