package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.phone.RecordingServer.challenge;
import static strongroom.phone.RecordingServer.config;
import static strongroom.phone.RecordingServer.ok;
import static strongroom.phone.RecordingServer.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import strongroom.phone.PhoneResult.Announced;
import strongroom.phone.RecordingServer.Reaction;
import strongroom.phone.RecordingServer.Seen;

/** Backup on one phone and restore on another, over sockets. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PhoneTest {

    private static final Phone.Owner OWNER = new Phone.Owner(new ThreemaId("ECHOECHO"), "shootdeathstar");
    private static final SafeServer.Login LOGIN = new SafeServer.Login("us", "pass");
    private static final Phone ANDROID = new AndroidPhone(AndroidPhone.Version.V6_2);
    private static final Phone OLD_ANDROID = new AndroidPhone(AndroidPhone.Version.V6_1);
    private static final Phone IPHONE = new IPhone(IPhone.Version.V7_2, Pace.MOBILE);
    private static final Phone OLD_IPHONE = new IPhone(IPhone.Version.V7_1, Pace.UNBROKEN);

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(ANDROID, IPHONE),
                Arguments.of(IPHONE, ANDROID),
                Arguments.of(OLD_ANDROID, OLD_IPHONE),
                Arguments.of(OLD_IPHONE, OLD_ANDROID));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void what_one_phone_backed_up_another_restores_byte_for_byte(Phone from, Phone to) throws IOException {
        SafeBackup backup = from.makeUp(new SafeBackup.Contents(100, true), new Random(1));
        try (RecordingServer server = safeServer()) {
            PhoneResult.Upload uploaded = from.backup(at(server), OWNER, backup, new Random(2));
            PhoneResult.Restore restored = to.restore(at(server), OWNER);

            assertThat(uploaded).isInstanceOfSatisfying(PhoneResult.Uploaded.class, result -> {
                assertThat(result.status()).isEqualTo(201);
                assertThat(result.config()).isEqualTo(new Announced(2_097_152, 180));
            });
            assertThat(restored).isEqualTo(new PhoneResult.Restored(backup, null));
        }
    }

    @Test
    void odd_spacing_and_unknown_members_survive_the_journey() throws IOException {
        byte[] odd = "\n{ \"x\" :\t[ 1.0e0 , \"\\u0041\" ]\r\n}  ".getBytes(StandardCharsets.UTF_8);
        try (RecordingServer server = safeServer()) {
            ANDROID.backup(at(server), OWNER, Objects.requireNonNull(SafeBackup.parse(odd)), new Random(2));

            assertThat(IPHONE.restore(at(server), OWNER))
                    .isInstanceOfSatisfying(
                            PhoneResult.Restored.class,
                            restored -> assertThat(restored.backup().json()).isEqualTo(odd));
        }
    }

    @Test
    void another_password_finds_no_backup() throws IOException {
        Phone.Owner other = new Phone.Owner(OWNER.identity(), "other");
        try (RecordingServer server = safeServer()) {
            ANDROID.backup(
                    at(server), OWNER, ANDROID.makeUp(new SafeBackup.Contents(1, false), new Random(1)), new Random(2));

            assertThat(ANDROID.restore(at(server), other)).isEqualTo(new PhoneResult.NoBackup());
            assertThat(IPHONE.restore(at(server), other)).isEqualTo(new PhoneResult.NoBackup());
        }
    }

    @Test
    void foreign_bytes_do_not_open() throws IOException {
        try (RecordingServer server = RecordingServer.script(ok("x".repeat(40)), config(1))) {
            assertThat(ANDROID.restore(at(server), OWNER))
                    .isEqualTo(new PhoneResult.Unopened(new SafeBox.Opening.WrongKeyOrTampered()));
        }
    }

    @Test
    void a_failure_on_the_way_is_the_result_of_the_restore() throws IOException {
        try (RecordingServer server = RecordingServer.script(status(500), ok("short"))) {
            assertThat(ANDROID.restore(at(server), OWNER))
                    .isEqualTo(new PhoneResult.Refused(PhoneResult.Step.BACKUP, 500));
            assertThat(IPHONE.restore(at(server), OWNER)).isEqualTo(new PhoneResult.TooShort(5));
        }
    }

    @Test
    void no_result_shows_a_secret() throws IOException {
        try (RecordingServer server = safeServer()) {
            SafeBackup backup = ANDROID.makeUp(new SafeBackup.Contents(1, false), new Random(1));
            String shown =
                    ANDROID.backup(at(server), OWNER, backup, new Random(2)).toString()
                            + ANDROID.restore(at(server), OWNER)
                            + ANDROID.download(at(server), OWNER.key().backupId(), "secret")
                            + at(server);

            assertThat(shown)
                    .doesNotContain("pass")
                    .doesNotContain("secret")
                    .doesNotContain("066384d3")
                    .doesNotContain("privatekey");
        }
    }

    /** The least server: a login for everything but reading, backups in memory. */
    private static RecordingServer safeServer() {
        Map<String, String> backups = new ConcurrentHashMap<>();
        return RecordingServer.behaving(request -> answer(backups, request));
    }

    private static Reaction answer(Map<String, String> backups, Seen request) {
        String[] line = request.line().split(" ", -1);
        if (line[0].equals("GET") && line[1].startsWith("/backups/")) {
            String found = backups.get(line[1]);
            return found == null ? status(404) : ok(found);
        }
        if (!request.head().contains("\r\nAuthorization: Basic dXM6cGFzcw==\r\n")) {
            return challenge();
        }
        if (line[1].equals("/config")) {
            return config(2_097_152);
        }
        return backups.put(line[1], request.body()) == null ? status(201) : status(204);
    }

    private static SafeServer at(RecordingServer server) {
        return new SafeServer(server.url(), LOGIN, new SafeServer.Trust.JvmDefault());
    }
}
