package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import strongroom.assembly.RunningServer;
import strongroom.backup.Ciphertext;
import strongroom.conformance.Statement;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeBox;
import strongroom.phone.SafeKey;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;

/** Whole errands of phones, from the password that a user types to the contacts that are back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PhonesTest {

    private static final RandomGenerator RANDOM = RandomGenerator.of("SecureRandom");
    private static final Phone.Owner ECHO = new Phone.Owner(new ThreemaId("ECHOECHO"), "shootdeathstar");
    private static final Phone ANDROID = new AndroidPhone(AndroidPhone.Version.V6_2);
    private static final Phone OLD_ANDROID = new AndroidPhone(AndroidPhone.Version.V6_1);
    private static final Phone IPHONE = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);

    @TempDir
    private Path directory;

    record Move(String name, Phone from, Phone to) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Move> moves() {
        return List.of(
                new Move("Android to iPhone", ANDROID, IPHONE),
                new Move("iPhone to Android", IPHONE, ANDROID),
                new Move("old Android to new Android", OLD_ANDROID, ANDROID),
                new Move("iPhone to old Android", IPHONE, OLD_ANDROID));
    }

    @ParameterizedTest
    @MethodSource("moves")
    @Statement({"P-01", "G-01", "A-03", "A-14"})
    void a_user_moves_to_another_phone_while_the_server_restarts(Move move) {
        SafeBackup backup = move.from().makeUp(new SafeBackup.Contents(120, true), RANDOM);
        Phone.Owner owner = new Phone.Owner(new ThreemaId("ABCD2345"), "p\u00E4ssword of anna");
        try (RunningServer server = RunningServer.start(directory)) {
            PhoneResult.Upload uploaded = move.from().backup(server(server), owner, backup, RANDOM);
            assertThat(uploaded)
                    .isInstanceOfSatisfying(
                            PhoneResult.Uploaded.class,
                            result -> assertThat(result.status()).isEqualTo(201));

            server.restart();

            assertThat(move.to().restore(server(server), owner))
                    .isInstanceOfSatisfying(PhoneResult.Restored.class, restored -> {
                        assertThat(restored.backup().json()).isEqualTo(backup.json());
                        assertThat(restored.configFailure()).isNull();
                    });
            assertThat(move.to().restore(server(server), new Phone.Owner(owner.identity(), "another password")))
                    .isEqualTo(new PhoneResult.NoBackup());
            assertThat(move.to().delete(server(server), owner.key().backupId()))
                    .isEqualTo(new PhoneResult.Deleted(204));
            assertThat(move.from().restore(server(server), owner)).isEqualTo(new PhoneResult.NoBackup());
        }
    }

    @Test
    @Statement({"X-17", "G-06"})
    void what_the_known_key_encrypts_is_uploaded_asked_for_read_back_and_decrypted() {
        SafeKey key = ECHO.key();
        String id = key.backupId().toPathSegment();
        assertThat(id).isEqualTo("066384d3695fbbd9f31a7d533900fd0cd8d1373beb6a28678522d2a49980c9c3");
        SafeBackup backup = ANDROID.makeUp(new SafeBackup.Contents(20, true), RANDOM);
        Ciphertext sealed = new SafeBox(key).seal(backup, RANDOM);
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);

            assertThat(anna.put(id, sealed.bytes()).statusCode()).isEqualTo(201);
            assertThat(anna.head(id).header("Content-Length")).isEqualTo(Integer.toString(sealed.length()));
            byte[] stored = anna.stored(id);

            assertThat(stored).isEqualTo(sealed.bytes());
            assertThat(new SafeBox(key).open(Ciphertext.owning(stored)))
                    .isInstanceOfSatisfying(
                            SafeBox.Opening.Opened.class,
                            opened -> assertThat(opened.backup().json()).isEqualTo(backup.json()));
        }
    }

    private static SafeServer server(RunningServer server) {
        return new SafeServer(
                server.url(),
                new SafeServer.Login(RunningServer.USER, RunningServer.PASSWORD),
                new SafeServer.Trust.JvmDefault());
    }
}
