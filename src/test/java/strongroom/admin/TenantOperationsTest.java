package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Account;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.credential.PasswordHash;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.retention.RetentionStore;
import strongroom.sealing.WrappedKey;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TenantOperationsTest {

    private static final LoginOperations.Application ANNA =
            new LoginOperations.Application("anna", AccountKind.PERSONAL, List.of());

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
    void a_new_tenant_can_seal_backups() {
        Tenant acme = store.tenants().add("acme");
        store.logins().add("acme", ANNA, () -> null);

        store.upload(store.accounts().show("acme", "anna").account(), 1);

        assertThat(store.tenants().show("acme").kept().live()).isEqualTo(1);
        assertThat(store.events()).contains(new AuditEvent.TenantAdded(acme.id(), "acme"));
    }

    @Test
    void several_settings_are_one_change_with_an_event_each() {
        Tenant before = store.tenants().add("acme");

        store.tenants().set("acme", List.of("versions=5", "retention-days=90", "host=a.example", "hold=false"));

        TenantId id = before.id();
        assertThat(store.tenant("acme").revision()).isEqualTo(before.revision() + 1);
        assertThat(store.events())
                .containsExactly(
                        new AuditEvent.TenantAdded(id, "acme"),
                        new AuditEvent.TenantChanged(id, "host", null, "a.example"),
                        new AuditEvent.TenantChanged(id, "retention-days", "180", "90"),
                        new AuditEvent.TenantChanged(id, "versions", "3", "5"));
        assertThat(store.components().ports().retentionStore().promises(id))
                .extracting(RetentionStore.Promise::retentionDays)
                .containsExactly(180, 90);
    }

    @Test
    void a_refused_setting_changes_and_logs_nothing() {
        store.tenants().add("acme");
        List<AuditEvent> before = store.events();

        assertRefused(
                MessageCode.TENANT_SETTING_INVALID,
                () -> store.tenants().set("acme", List.of("versions=5", "grace-days=29")));

        assertThat(store.events()).isEqualTo(before);
        assertThat(store.tenant("acme").settings().keeping().versions()).isEqualTo(3);
    }

    @Test
    void a_change_that_was_overtaken_is_made_again_on_what_is_there_now() {
        store.tenants().add("acme");
        TenantOperations overtaken =
                store.tenants(new Overtaken(1, () -> store.tenants().set("acme", List.of("trash-days=9"))));

        overtaken.set("acme", List.of("versions=5"));

        assertThat(store.tenant("acme").settings().keeping().versions()).isEqualTo(5);
        assertThat(store.tenant("acme").settings().keeping().trashDays()).isEqualTo(9);
    }

    @Test
    void a_change_that_is_always_overtaken_is_given_up_with_a_word() {
        store.tenants().add("acme");
        AtomicInteger days = new AtomicInteger(100);
        TenantOperations overtaken = store.tenants(new Overtaken(
                Integer.MAX_VALUE, () -> store.tenants().set("acme", List.of("trash-days=" + days.incrementAndGet()))));

        assertRefused(MessageCode.CHANGED_MEANWHILE, () -> overtaken.set("acme", List.of("versions=5")));

        assertThat(store.tenant("acme").settings().keeping().versions()).isEqualTo(3);
    }

    @Test
    void a_name_that_was_taken_in_the_last_moment_is_refused() {
        store.tenants().add("acme");
        TenantOperations overtaken =
                store.tenants(new Overtaken(1, () -> store.tenants().set("acme", List.of("path=dav/safe"))));
        store.tenants().add("globex");

        assertRefused(MessageCode.NAME_TAKEN, () -> overtaken.set("globex", List.of("path=dav/safe")));
    }

    @Test
    void the_store_itself_lets_no_path_be_the_slug_of_another() {
        store.tenants().add("acme");
        Tenant globex = store.tenants().add("globex");
        Tenant colliding =
                TenantSetting.with(globex, new TenantNames(new Slug("globex"), List.of(), List.of("acme"), List.of()));
        AuditRecord record = store.author().record(new AuditEvent.TenantChanged(globex.id(), "path", null, "acme"));

        TenantChanges.ChangeOutcome outcome =
                store.components().ports().tenantChanges().change(colliding, List.of(record));

        assertThat(outcome).isEqualTo(TenantChanges.ChangeOutcome.NAME_TAKEN);
    }

    @Test
    void an_upload_between_the_question_and_the_removal_is_not_destroyed() {
        store.tenants().add("acme");
        Account anna = store.logins().add("acme", ANNA, () -> null).account();
        store.upload(anna, 1);
        TenantOperations overtaken = store.tenants(new Overtaken(1, () -> store.upload(anna, 2)));

        assertRefused(MessageCode.CONFIRM_DIFFERS, () -> overtaken.remove("acme", 1, false));

        assertThat(store.tenants().show("acme").kept().live()).isEqualTo(2);
        assertThat(store.tenants().remove("acme", 2, false).kept().backups()).isEqualTo(2);
        assertThat(store.events().getLast()).isEqualTo(new AuditEvent.TenantRemoved(anna.tenant(), "acme"));
    }

    @Test
    void a_dry_run_of_a_removal_changes_and_logs_nothing() {
        store.tenants().add("acme");
        List<AuditEvent> before = store.events();

        store.tenants().remove("acme", null, true);

        assertThat(store.events()).isEqualTo(before);
        assertThat(store.tenants().list()).hasSize(2);
    }

    @Test
    void the_former_name_of_a_tenant_can_be_its_name_again() {
        TenantId id = store.tenants().add("acme").id();
        store.tenants().rename("acme", "globex");

        Tenant back = store.tenants().rename("globex", "acme");

        assertThat(back.names().formerSlugs()).containsExactly(new Slug("globex"));
        assertThat(store.events())
                .endsWith(
                        new AuditEvent.TenantRenamed(id, "acme", "globex"),
                        new AuditEvent.TenantRenamed(id, "globex", "acme"));
    }

    @Test
    void a_short_retention_is_set_with_a_warning() {
        TenantOperations.Changed changed = store.tenants().set("default", List.of("retention-days=13"));

        assertThat(changed.notes()).extracting(note -> note.code()).containsExactly(MessageCode.TENANT_RETENTION_SHORT);
        assertThat(store.tenant("default").settings().announcement().retentionDays())
                .isEqualTo(13);
    }

    private static void assertRefused(MessageCode code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.messages())
                        .extracting(message -> message.code())
                        .containsExactly(code));
    }

    /** The store's own port, before whose changes somebody else comes a few times. */
    private final class Overtaken implements TenantChanges {

        private final TenantChanges real = store.components().ports().tenantChanges();
        private final Runnable other;
        private int times;

        Overtaken(int times, Runnable other) {
            this.times = times;
            this.other = other;
        }

        private TenantChanges real() {
            if (times > 0) {
                times--;
                other.run();
            }
            return real;
        }

        @Override
        public boolean isInitialised() {
            return real.isInitialised();
        }

        @Override
        public void initialise(
                Tenant tenant, Account account, PasswordHash password, List<WrappedKey> keys, AuditRecord record) {
            real.initialise(tenant, account, password, keys, record);
        }

        @Override
        public ChangeOutcome add(Tenant tenant, WrappedKey key, AuditRecord record) {
            return real().add(tenant, key, record);
        }

        @Override
        public ChangeOutcome change(Tenant tenant, List<AuditRecord> records) {
            return real().change(tenant, records);
        }

        @Override
        public ChangeOutcome remove(TenantId tenant, long backups, AuditRecord record) {
            return real().remove(tenant, backups, record);
        }
    }
}
