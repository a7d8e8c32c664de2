package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.login;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;
import strongroom.web.RawHttp.Answer;

/** Safe-protocol 0.1: the current iPhone app restores only where reading needs no login. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OpenReadsTest {

    private static final Slug CLOSED = new Slug("closed-reads");
    private static final Phone.Owner OWNER = new Phone.Owner(new ThreemaId("ABCD1234"), "of the backup");
    private static final IPhone CURRENT = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);

    private RunningServer server;
    private Asker caller;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory);
        caller = new Asker(server);
        server.addTenant(CLOSED);
        server.addAccount(CLOSED, RunningServer.USER, RunningServer.PASSWORD, AccountKind.PERSONAL);
        server.set(CLOSED, TenantChange::restoreLoginRequired);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Phone> phones() {
        return Stream.of(
                CURRENT,
                new IPhone(IPhone.Version.V7_1, Pace.UNBROKEN),
                new AndroidPhone(AndroidPhone.Version.V6_2),
                new AndroidPhone(AndroidPhone.Version.V6_1));
    }

    @ParameterizedTest
    @MethodSource("phones")
    @Statement("A-14")
    void every_app_restores_where_reads_are_open(Phone phone) {
        SafeBackup backup = phone.makeUp(new SafeBackup.Contents(20, false), new SecureRandom());

        assertThat(phone.backup(safe(""), OWNER, backup, new SecureRandom())).isInstanceOf(PhoneResult.Uploaded.class);

        assertThat(phone.restore(safe(""), OWNER)).isEqualTo(new PhoneResult.Restored(backup, null));
    }

    @Test
    @Statement("A-14")
    void the_current_iphone_cannot_restore_where_reads_need_a_login_and_older_ones_can() {
        SafeBackup backup = CURRENT.makeUp(new SafeBackup.Contents(20, false), new SecureRandom());
        SafeServer closed = safe("/closed-reads");
        assertThat(CURRENT.backup(closed, OWNER, backup, new SecureRandom())).isInstanceOf(PhoneResult.Uploaded.class);

        assertThat(CURRENT.restore(closed, OWNER)).isEqualTo(new PhoneResult.Refused(PhoneResult.Step.BACKUP, 401));
        assertThat(new IPhone(IPhone.Version.V7_1, Pace.UNBROKEN).restore(closed, OWNER))
                .isEqualTo(new PhoneResult.Restored(backup, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Token x",
                "Authorization: Basic !!!",
                "Authorization: Digest x",
                "Authorization:",
                "X-None: x"
            })
    @Statement({"A-13", "A-14"})
    void whatever_is_sent_an_open_read_never_challenges(String header) throws Exception {
        byte[] bytes = blob(100, 14);
        caller.put(backup(14), bytes, LOGIN);
        for (String path : new String[] {backup(14), backup(15)}) {
            for (String method : new String[] {"GET", "HEAD"}) {
                for (String login : new String[] {header, login(RunningServer.USER, "wrong"), LOGIN}) {
                    Answer answer = caller.ask(method, path, new byte[0], login);

                    assertThat(answer.status()).isEqualTo(path.equals(backup(14)) ? 200 : 404);
                    assertThat(answer.header("WWW-Authenticate")).isNull();
                }
            }
        }
        assertThat(body(caller.get(backup(14), header))).isEqualTo(bytes);
    }

    @Test
    @Statement("A-14")
    void wrong_logins_on_open_reads_are_no_guesses() throws Exception {
        caller.put(backup(16), blob(100, 16), LOGIN);
        for (int guess = 0; guess < 100; guess++) {
            assertThat(caller.get(backup(16), login(RunningServer.USER, "guess " + guess))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(caller.get("/config", login(RunningServer.USER, "another")).status())
                .isEqualTo(401);
    }

    private SafeServer safe(String path) {
        return new SafeServer(
                server.url() + path,
                new SafeServer.Login(RunningServer.USER, RunningServer.PASSWORD),
                new SafeServer.Trust.JvmDefault());
    }
}
