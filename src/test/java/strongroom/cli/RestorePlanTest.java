package strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import strongroom.account.Access;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.account.TenantSettings;
import strongroom.assembly.Clocks;
import strongroom.assembly.RunningServer;
import strongroom.assembly.SharedServer;
import strongroom.mdm.Platform;
import strongroom.message.Catalogue;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;

/** A phone is lost and its identity comes back on one of the other kind, over TLS, with nothing but the listener for phones. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RestorePlanTest {

    private static final String SAFE_PASSWORD = "canary-of-safe-4711";
    private static final String LOGIN_PASSWORD = "canary-of-login-4711";

    @RegisterExtension
    static final SharedServer SHARED = SharedServer.tls();

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> printed = new ArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        log.start();
        root().addAppender(log);
        Files.writeString(directory.resolve("login"), LOGIN_PASSWORD);
    }

    @AfterEach
    void stopListening() {
        root().detachAppender(log);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void what_one_platform_backed_up_is_planned_from_the_url_alone_and_restored_by_the_other(Platform old) {
        Phone.Owner owner = owner(old == Platform.ANDROID ? "ANDR0001" : "IPHO0001");
        SafeBackup made = backup(old, owner, old.toString());
        String format = old == Platform.ANDROID ? "plist" : "android";

        int exit = plan(Map.of(), owner, old.toString(), "--deep", "--format", format);

        assertThat(err()).contains("takes the login", "decrypted here: contacts: 5", "needs no login");
        assertThat(exit).isZero();
        assertThat(out()).contains("th_safe_restore_id", owner.identity().value(), SAFE_PASSWORD, LOGIN_PASSWORD);
        assertThat(phone(old == Platform.ANDROID ? Platform.IOS : Platform.ANDROID)
                        .restore(server(old.toString()), owner))
                .isEqualTo(new PhoneResult.Restored(made, null));
    }

    @Test
    void with_the_store_it_is_audited_that_somebody_asked_and_nothing_tells_the_id_or_a_password() throws IOException {
        Phone.Owner owner = owner("AUDIT001");
        backup(Platform.IOS, owner, "audited");
        Path settings = directory.resolve("settings.plist");
        long before = SHARED.server().events().size();

        int exit = plan(store(), owner, "audited", "--deep", "--format", "plist", "--out", settings.toString());

        assertThat(out()).contains("of audited is live");
        assertThat(exit).isZero();
        assertThat(Files.readString(settings)).contains(SAFE_PASSWORD, LOGIN_PASSWORD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-------");
        assertThat(SHARED.server()
                        .events()
                        .subList((int) before, SHARED.server().events().size()))
                .hasSize(1)
                .allMatch(event -> event.contains("restore-checked") && !event.contains("\"handle\":null"));
        assertThat(plan(store(), new Phone.Owner(owner.identity(), "canary-of-guess-1"), "audited"))
                .isEqualTo(1);
        assertThat(SHARED.server().events()).last().asString().contains("restore-checked", "\"handle\":null");
        assertNothingTells(owner);
    }

    private void assertNothingTells(Phone.Owner owner) throws IOException {
        List<String> secrets = List.of(
                "canary-of",
                owner.key().backupId().toPathSegment(),
                owner.identity().value());
        for (String secret : secrets) {
            assertThat(printed).noneMatch(text -> text.contains(secret));
            assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains(secret));
            assertThat(SHARED.server().events()).noneMatch(event -> event.contains(secret));
            try (Stream<Path> files = Files.walk(SHARED.server().directory())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(secret);
                }
            }
        }
    }

    @Test
    void a_wrong_login_stops_it_and_a_certificate_that_is_not_trusted_has_to_be_looked_at() throws IOException {
        Phone.Owner owner = owner("WRONG001");
        backup(Platform.ANDROID, owner, "wrong");
        Files.writeString(directory.resolve("login"), "another");

        assertThat(plan(Map.of(), owner, "wrong")).isEqualTo(1);
        assertThat(out()).contains("refuses the login").contains("has a backup of this ID");
        // Without a store nobody knows whether there is a backup, and that stops it.
        assertThat(run(
                        Map.of(),
                        owner.password(),
                        "--identity",
                        owner.identity().value(),
                        "--url",
                        SHARED.server().url()))
                .isEqualTo(1);
        assertThat(out()).contains("certificate is not trusted", "could not be found out");
    }

    @Test
    void where_reading_needs_a_login_an_iphone_is_warned_of_before_it_sends_the_safe_password() {
        Phone.Owner owner = owner("CLOSED01");
        Slug closed = new Slug("closed");
        SHARED.server().addTenant(closed);
        SHARED.server().set(closed, RestorePlanTest::closed);
        SHARED.server().addAccount(closed, "closed", LOGIN_PASSWORD, AccountKind.PERSONAL);
        SafeServer server = new SafeServer(
                SHARED.server().url() + "/closed", new SafeServer.Login("closed", LOGIN_PASSWORD), trust());
        SecureRandom random = new SecureRandom();
        Phone android = phone(Platform.ANDROID);
        android.backup(server, owner, android.makeUp(new SafeBackup.Contents(1, false), random), random);

        assertThat(run(Map.of(), owner.password(), words(owner, server.url(), "closed", "--platform", "ios")))
                .isEqualTo(1);
        assertThat(out()).contains("7.2.0 to 7.2.2 cannot restore");
        assertThat(run(Map.of(), owner.password(), words(owner, server.url(), "closed", "--platform", "android")))
                .isZero();
    }

    @Test
    void a_new_phone_is_watched_until_it_uploads() {
        Phone.Owner owner = owner("WATCH001");
        backup(Platform.ANDROID, owner, "watched");
        SHARED.server().time().pass(Duration.ofMinutes(5));
        assertThat(restore("expect", "--account", "watched")).isZero();
        assertThat(restore("status")).isEqualTo(3);
        assertThat(out()).contains("waiting");

        // Which platform it is, is noted once a day.
        SHARED.server().time().pass(Duration.ofDays(2));
        phone(Platform.IOS).restore(server("watched"), owner);
        backup(Platform.IOS, owner, null);

        assertThat(restore("status")).isEqualTo(3);
        assertThat(out()).containsPattern("watched .* back .* ios");
        assertThat(restore("expect", "--account", "watched", "--done")).isZero();
        assertThat(restore("status")).isZero();
    }

    private static TenantSettings closed(TenantSettings settings) {
        Access access = new Access(
                settings.access().login(),
                Access.RestoreLogin.REQUIRED,
                settings.access().ownership());
        return new TenantSettings(access, settings.announcement(), settings.keeping(), settings.quota());
    }

    private static Phone.Owner owner(String identity) {
        return new Phone.Owner(new ThreemaId(identity), SAFE_PASSWORD);
    }

    private SafeBackup backup(Platform platform, Phone.Owner owner, @Nullable String newAccount) {
        if (newAccount != null) {
            SHARED.server().addAccount(Slug.DEFAULT, newAccount, LOGIN_PASSWORD, AccountKind.PERSONAL);
        }
        Phone phone = phone(platform);
        SecureRandom random = new SecureRandom();
        SafeBackup made = phone.makeUp(new SafeBackup.Contents(5, false), random);
        String account = newAccount == null ? "watched" : newAccount;
        assertThat(phone.backup(server(account), owner, made, random)).isInstanceOf(PhoneResult.Uploaded.class);
        return made;
    }

    private static Phone phone(Platform platform) {
        return switch (platform) {
            case ANDROID -> new AndroidPhone(AndroidPhone.Version.V6_2);
            case IOS -> new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);
        };
    }

    private static SafeServer server(String account) {
        return new SafeServer(SHARED.server().url(), new SafeServer.Login(account, LOGIN_PASSWORD), trust());
    }

    private static SafeServer.Trust trust() {
        return new SafeServer.Trust.PemFile(SHARED.certificate());
    }

    private static Map<String, String> store() {
        return Map.of("STRONGROOM_DATA", SHARED.server().directory().toString());
    }

    private int plan(Map<String, String> variables, Phone.Owner owner, String account, String... more) {
        return run(variables, owner.password(), words(owner, SHARED.server().url(), account, more));
    }

    private String[] words(Phone.Owner owner, String url, String account, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "--identity",
                owner.identity().value(),
                "--url",
                url,
                "--user",
                account,
                "--server-password-file",
                directory.resolve("login").toString(),
                "--ca-file",
                SHARED.certificate().toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private int run(Map<String, String> variables, String input, String... words) {
        List<String> all = new ArrayList<>(List.of("restore", "plan"));
        all.addAll(List.of(words));
        return main(variables, input, all);
    }

    private int restore(String... words) {
        List<String> all = new ArrayList<>(List.of("restore"));
        all.addAll(List.of(words));
        return main(store(), "", all);
    }

    private int main(Map<String, String> variables, String input, List<String> words) {
        out.reset();
        err.reset();
        Map<String, String> all = new HashMap<>(variables);
        // In a directory of nobody, so that only what is named is a store.
        all.putIfAbsent("STRONGROOM_ARGON2_MEMORY", "7MiB");
        RunningServer running = SHARED.server();
        Clocks clocks = running.time().clocks();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Catalogue.english());
        int exit = new Main(terminal, all, "operator", clocks).run(words.toArray(String[]::new));
        printed.add(err());
        if (!words.contains("--format") || words.contains("--out")) {
            printed.add(out());
        }
        return exit;
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
