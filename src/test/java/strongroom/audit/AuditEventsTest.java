package strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.TenantId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuditEventsTest {

    private static final Instant TIME = Instant.parse("2026-11-23T04:05:06.789Z");
    private static final TenantId TENANT = new TenantId(new Id128(1, 2));
    private static final AccountId ACCOUNT = new AccountId(new Id128(3, 4));
    private static final AccountId OTHER = new AccountId(new Id128(5, 6));
    private static final Id128 HANDLE = new Id128(7, 8);

    @Test
    void every_event_is_written_as_it_was_in_the_first_version() throws IOException {
        List<String> written = examples().stream().map(AuditEvents::write).toList();

        assertThat(written).containsExactlyElementsOf(vectors());
    }

    @Test
    void every_event_of_the_first_version_is_read_back() throws IOException {
        List<AuditRecord> read = vectors().stream()
                .map(line -> Objects.requireNonNull(AuditEvents.parse(line), line))
                .toList();

        assertThat(read).containsExactlyElementsOf(examples());
    }

    @Test
    void there_is_an_example_of_every_event_and_of_every_actor() {
        assertThat(namesOf(examples().stream().map(AuditRecord::event)))
                .isEqualTo(namesOfCases(AuditEvent.class.getPermittedSubclasses()));
        assertThat(namesOf(examples().stream().map(AuditRecord::actor)))
                .isEqualTo(namesOfCases(Actor.class.getPermittedSubclasses()));
    }

    @Test
    void what_is_no_event_of_this_version_is_not_read() throws IOException {
        String good = vectors().getFirst();

        assertThat(AuditEvents.parse("")).isNull();
        assertThat(AuditEvents.parse("{")).isNull();
        assertThat(AuditEvents.parse("[]")).isNull();
        assertThat(AuditEvents.parse("null")).isNull();
        assertThat(AuditEvents.parse(good.replace("\"v\":1", "\"v\":2"))).isNull();
        assertThat(AuditEvents.parse(good.replace("\"v\":1", "\"v\":\"1\""))).isNull();
        assertThat(AuditEvents.parse(good.replace("store-initialised", "store-painted")))
                .isNull();
        assertThat(AuditEvents.parse(good.replace("\"server\"", "\"robot\""))).isNull();
        assertThat(AuditEvents.parse(good.replace("2026-", "20x6-"))).isNull();
        assertThat(AuditEvents.parse(good.replace("\"tenant\"", "\"renter\""))).isNull();
        assertThat(AuditEvents.parse(good.replace(TENANT.toString(), "0001"))).isNull();
        assertThat(AuditEvents.parse(good.replace("\"" + TENANT + "\"", "7"))).isNull();
    }

    @Test
    void what_repeats_words_about_a_person_is_known() {
        assertThat(examples().stream()
                        .map(AuditRecord::event)
                        .filter(AuditEvent::repeatsWords)
                        .map(event -> event.getClass().getSimpleName()))
                .containsExactly("AccountChanged", "AccountRenamed", "PolicyChanged");
    }

    private static Set<String> namesOf(Stream<?> values) {
        return values.map(value -> value.getClass().getName()).collect(Collectors.toSet());
    }

    private static Set<String> namesOfCases(Class<?>[] cases) {
        return Stream.of(cases).map(Class::getName).collect(Collectors.toSet());
    }

    private static List<String> vectors() throws IOException {
        try (InputStream file = AuditEventsTest.class.getResourceAsStream("events-v1.jsonl")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static List<AuditRecord> examples() {
        Actor shell = new Actor.Shell("root", "erika");
        Actor direct = new Actor.Shell("strongroom", null);
        Actor phone = new Actor.Phone(ACCOUNT);
        Actor open = new Actor.Phone(null);
        Actor server = new Actor.Server();
        return List.of(
                by(server, new AuditEvent.StoreInitialised(TENANT)),
                by(shell, new AuditEvent.TenantAdded(TENANT, "acme")),
                by(shell, new AuditEvent.TenantChanged(TENANT, "quota-bytes", null, "1000000")),
                by(shell, new AuditEvent.TenantChanged(TENANT, "public-url", "https://a.example", null)),
                by(direct, new AuditEvent.TenantRenamed(TENANT, "acme", "acme-ag")),
                by(direct, new AuditEvent.TenantRemoved(TENANT, "acme-ag")),
                by(shell, new AuditEvent.AccountAdded(TENANT, ACCOUNT, "personal", OTHER)),
                by(server, new AuditEvent.AccountAdded(TENANT, ACCOUNT, "shared", null)),
                by(shell, new AuditEvent.AccountChanged(ACCOUNT, "tags", "Zürich \"west\"", "Genève")),
                by(shell, new AuditEvent.AccountRenamed(ACCOUNT, "erika", "e.müller", TIME)),
                by(shell, new AuditEvent.PasswordRotated(ACCOUNT, TIME)),
                by(shell, new AuditEvent.PasswordsHandedOut(TENANT, List.of(ACCOUNT.value(), OTHER.value()))),
                by(shell, new AuditEvent.PasswordRotated(ACCOUNT, null)),
                by(shell, new AuditEvent.AccountRemoved(ACCOUNT)),
                by(shell, new AuditEvent.BackupHeld(HANDLE, true)),
                by(shell, new AuditEvent.BackupReverted(HANDLE, 7, 5_000_000_000L)),
                by(phone, new AuditEvent.BackupOwnerChanged(HANDLE, null, ACCOUNT)),
                by(phone, new AuditEvent.BackupDeletedByOther(HANDLE, OTHER, ACCOUNT)),
                by(open, new AuditEvent.BackupQuarantined(HANDLE, 3)),
                by(shell, new AuditEvent.TrashRestored(TENANT, List.of(HANDLE, new Id128(9, 10)))),
                by(shell, new AuditEvent.TrashPurged(TENANT, List.of(HANDLE))),
                by(server, new AuditEvent.Swept(TENANT, List.of())),
                by(server, new AuditEvent.SweepHeld(TENANT, 40, 3)),
                by(shell, new AuditEvent.SweepConfirmed(TENANT, 40)),
                by(server, new AuditEvent.VersionsPruned(TENANT, 64)),
                by(shell, new AuditEvent.KeyRotated("k1", "k2")),
                by(shell, new AuditEvent.TenantKeyRotated(TENANT, 2)),
                by(shell, new AuditEvent.TenantKeyRemoved(TENANT, 1)),
                by(shell, new AuditEvent.KeyRemoved("k1")),
                by(shell, new AuditEvent.KeyExported("k2")),
                by(shell, new AuditEvent.KeyConfirmed("k2")),
                by(shell, new AuditEvent.PayloadsErased(List.of(3L, 5_000_000_000L))),
                by(
                        shell,
                        new AuditEvent.PolicyChanged(
                                new AuditEvent.PolicyPlace(TENANT, ACCOUNT, "cockpit"),
                                "th_safe_server_password",
                                null,
                                "(usable)")),
                by(
                        shell,
                        new AuditEvent.PolicyChanged(
                                new AuditEvent.PolicyPlace(TENANT, null, null), "override", "false", "true")),
                by(shell, new AuditEvent.EnforcementDecided(TENANT, ACCOUNT, "uploads", "policy", "refuse")),
                by(shell, new AuditEvent.EnforcementDecided(TENANT, null, "reads", "refuse", "policy")),
                by(shell, new AuditEvent.RestoreChecked(TENANT, HANDLE)),
                by(shell, new AuditEvent.RestoreChecked(TENANT, null)),
                by(shell, new AuditEvent.RestoreExpected(ACCOUNT, TIME)),
                by(shell, new AuditEvent.RestoreClosed(ACCOUNT)),
                by(shell, new AuditEvent.WorkConnected(TENANT, "https://work.example.org/api/v1/")),
                by(shell, new AuditEvent.WorkDisconnected(TENANT)),
                by(shell, new AuditEvent.WorkPulled(TENANT, 5000)),
                by(shell, new AuditEvent.WorkCalled(TENANT, "set-individual", 100, 300)),
                by(shell, new AuditEvent.AccountOffboarded(TENANT, ACCOUNT, true, false, "purge", TIME)),
                by(shell, new AuditEvent.OffboardingCancelled(ACCOUNT)),
                by(server, new AuditEvent.OffboardingCompleted(ACCOUNT)),
                by(server, new AuditEvent.BackupsTrashed(TENANT, ACCOUNT, List.of(HANDLE))),
                by(server, new AuditEvent.BackupsDestroyed(TENANT, ACCOUNT, List.of(HANDLE), 3)),
                by(shell, new AuditEvent.AccountDisclosed(ACCOUNT)),
                by(shell, new AuditEvent.AccountErased(ACCOUNT)));
    }

    private static AuditRecord by(Actor actor, AuditEvent event) {
        return new AuditRecord(TIME, actor, event);
    }
}
