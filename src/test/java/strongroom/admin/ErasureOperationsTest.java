package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.UserName;
import strongroom.admin.ErasureOperations.Erased;
import strongroom.admin.ErasureOperations.Plan;
import strongroom.audit.AuditChain;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditVerification;
import strongroom.backup.StoreUnavailable;
import strongroom.mdm.Channel;
import strongroom.message.Refusal;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ErasureOperationsTest {

    private static final String TENANT = "default";
    private static final int PLENTY = 1_000;
    private static final int OTHERS = 300;

    /** Whatever tells who it was; all of it is found in the store before. */
    private static final List<String> WORDS =
            List.of("qwertz.xylophone", "former-yttrium", "csi-8472-zirkon", "tag-vanadium", "pol-palladium");

    @TempDir
    private Path directory;

    // A test has no constructor that could read from its directory.
    @SuppressWarnings("NullAway.Init")
    ErasureOperationsTest() {}

    @Test
    void cut_off_anywhere_it_is_repeated_until_nothing_is_left_and_the_chain_is_whole() throws IOException {
        for (int changes = 0; ; changes++) {
            try (Store store = new Store(directory.resolve("cut-" + changes))) {
                AccountId id = fill(store).id();
                boolean isCut = isCut(store, changes);

                String typed = store.components().ports().erasure().isErased(id) ? id.toString() : WORDS.getFirst();
                Erased erased = erase(store, typed, PLENTY);

                assertThat(erased.log()).as("after " + changes).isInstanceOf(AuditVerification.Intact.class);
                assertThat(erased.certificate().backups()).isEqualTo(2);
                assertThat(erased.certificate().erasedAt()).isNotNull();
                assertThat(log(store)).noneMatch(payload -> WORDS.stream().anyMatch(payload::contains));
                assertThat(store.components().ports().personalBackups().of(id).isEmpty())
                        .isTrue();
                if (!isCut) {
                    assertThat(changes).isEqualTo(4);
                    return;
                }
            }
        }
    }

    private static boolean isCut(Store store, int changes) {
        try {
            erase(store, WORDS.getFirst(), changes);
            return false;
        } catch (StoreUnavailable cut) {
            return true;
        }
    }

    @Test
    void no_word_about_the_person_is_left_in_the_files_of_the_store() throws IOException {
        try (Store store = new Store(directory)) {
            for (int i = 0; i < OTHERS; i++) {
                add(store, "other-%03d".formatted(i), List.of("csi=other-csi-%03d".formatted(i)));
                if (i == OTHERS / 2) {
                    fill(store);
                }
            }
            for (int i = 0; i < OTHERS; i++) {
                // So many that pages of the log hold nothing else, and are merged when they go.
                store.accounts().set(TENANT, WORDS.getFirst(), List.of("tags=" + WORDS.get(3) + i));
            }
        }
        assertThat(WORDS).allMatch(this::isInFiles);

        try (Store store = new Store(directory)) {
            erase(store, WORDS.getFirst(), PLENTY);
        }

        assertThat(WORDS).noneMatch(this::isInFiles);
    }

    private boolean isInFiles(String word) {
        try (var files = Files.list(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_is_held_is_not_erased() throws IOException {
        try (Store store = new Store(directory)) {
            AccountId id = fill(store).id();
            store.accounts().set(TENANT, WORDS.getFirst(), List.of("hold=true"));

            assertThatThrownBy(() -> erase(store, WORDS.getFirst(), PLENTY))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("erase-held");

            assertThat(store.components().ports().personalBackups().of(id).backups())
                    .hasSize(2);
        }
    }

    @Test
    void a_removed_account_is_erased_by_its_identity_with_the_ones_before_it() throws IOException {
        try (Store store = new Store(directory)) {
            AccountId first = fill(store).id();
            store.accounts().remove(TENANT, WORDS.getFirst(), false);
            add(store, "second", List.of("csi=" + WORDS.get(2)));
            AccountId second = store.account("second").id();
            store.accounts().remove(TENANT, "second", false);

            Erased erased = erase(store, second.toString(), PLENTY);

            assertThat(erased.certificate().backups()).isEqualTo(2);
            for (AccountId id : List.of(first, second)) {
                assertThat(store.components().ports().erasure().isErased(id)).isTrue();
            }
            assertThat(log(store)).noneMatch(payload -> WORDS.stream().anyMatch(payload::contains));
        }
    }

    @Test
    void events_of_others_keep_their_words() throws IOException {
        try (Store store = new Store(directory)) {
            add(store, "bert", List.of("csi=" + WORDS.get(2) + "-2"));
            store.accounts().set(TENANT, "bert", List.of("tags=" + WORDS.get(3)));
            long before = log(store).size();
            fill(store);

            erase(store, WORDS.getFirst(), PLENTY);

            assertThat(log(store).stream().filter(payload -> payload.contains(WORDS.get(3))))
                    .hasSize(1);
            assertThat(before).isPositive();
        }
    }

    /** Adds somebody of whom all there can be is stored. */
    private static Account fill(Store store) {
        add(store, WORDS.get(1), List.of("csi=" + WORDS.get(2)));
        store.accounts().rename(TENANT, WORDS.get(1), WORDS.getFirst(), Duration.ofDays(7));
        store.accounts().set(TENANT, WORDS.getFirst(), List.of("tags=" + WORDS.get(3)));
        Account account = store.account(WORDS.getFirst());
        store.upload(account, 1);
        store.upload(account, 2);
        PolicyOperations policies = new PolicyOperations(
                store.names(),
                new PolicyOperations.Stores(
                        store.components().ports().policies(),
                        store.components().ports().policyChanges(),
                        store.components().ports().inventory()),
                store.author());
        PolicyOperations.Request request = new PolicyOperations.Request(
                new PolicyOperations.Target(TENANT, WORDS.getFirst()),
                Channel.EXTERNAL,
                List.of("th_safe_server_username=" + WORDS.get(4)),
                List.of());
        policies.change(request, PolicyStore.consent(policies.change(request, PolicyStore.DRY_RUN)));
        return account;
    }

    private static void add(Store store, String name, List<String> settings) {
        store.logins().add(TENANT, new LoginOperations.Application(name, AccountKind.PERSONAL, settings), () -> null);
        assertThat(UserName.parse(name)).isNotNull();
    }

    private static Erased erase(Store store, String name, int changes) {
        var ports = store.components().ports();
        CutStore cut = new CutStore(ports.offboardings(), ports.personalBackups(), ports.erasure(), changes);
        ErasureOperations operations = new ErasureOperations(
                store.names(),
                store.accounts(),
                new ErasureOperations.Stores(
                        cut,
                        cut,
                        ports.auditLog(),
                        new AuditChain(store.components().keys().auditKey())),
                store.author());
        Plan plan = operations.plan(TENANT, name);
        return operations.erase(plan, done -> {});
    }

    private static List<String> log(Store store) {
        List<String> payloads = new ArrayList<>();
        for (AuditLog.Entry entry : store.components().ports().auditLog().after(0, 10_000)) {
            if (entry.payload() != null) {
                payloads.add(entry.payload());
            }
        }
        return payloads;
    }
}
