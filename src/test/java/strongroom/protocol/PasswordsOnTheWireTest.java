package strongroom.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static strongroom.protocol.Asker.authorization;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.account.UserName;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.credential.PasswordRules;
import strongroom.phone.AndroidPhone;
import strongroom.phone.IPhone;
import strongroom.phone.Pace;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeServer;

/** Safe-protocol 0.3 and G31: which bytes of a login mean which account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PasswordsOnTheWireTest {

    private static final String UMLAUTS = "passw\u00f6rd";
    private static final List<String> PASSWORDS = List.of(
            UMLAUTS,
            "\u00c4\u00d6\u00dc\u00e4\u00f6\u00fc\u00df\u00e9\u00e8",
            "with:colons:in:it:",
            "::::::::",
            " blanks around ",
            "quotes\"and\\slashes",
            "\u00a3\u00a7\u00b0\u00bf pounds and marks",
            "Cr\u00e8me br\u00fbl\u00e9e \u00e0 la carte",
            "\u00ff\u00fe\u00fd\u00fc\u00fb\u00fa\u00f9\u00f8",
            "x".repeat(500),
            "\u00e4".repeat(250));

    private RunningServer server;
    private Asker caller;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory);
        caller = new Asker(server);
        for (int number = 0; number < PASSWORDS.size(); number++) {
            server.addAccount(Slug.DEFAULT, "user" + number, PASSWORDS.get(number), AccountKind.PERSONAL);
            server.addAccount(Slug.DEFAULT, "J\u00fcrg" + number, PASSWORDS.get(number), AccountKind.PERSONAL);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> logins() {
        return Stream.of("user", "J\u00fcrg")
                .flatMap(user -> Stream.iterate(0, n -> n < PASSWORDS.size(), n -> n + 1)
                        .map(number -> Arguments.of(user + number, PASSWORDS.get(number))));
    }

    @ParameterizedTest
    @MethodSource("logins")
    @Statement("A-04")
    void a_login_is_accepted_as_utf_8(String user, String password) throws Exception {
        assertThat(status(user, password, UTF_8)).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("logins")
    @Statement("A-05")
    void a_login_is_accepted_as_iso_8859_1(String user, String password) throws Exception {
        assertThat(status(user, password, ISO_8859_1)).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("logins")
    @Statement("A-04")
    void a_login_is_accepted_with_its_accents_apart(String user, String password) throws Exception {
        String apart = Normalizer.normalize(user + ":" + password, Normalizer.Form.NFD);

        assertThat(caller.get("/config", authorization(apart.getBytes(UTF_8))).status())
                .isEqualTo(200);
    }

    @Test
    @Statement({"A-04", "A-05"})
    void question_marks_do_not_stand_for_letters() throws Exception {
        assertThat(caller.get("/config", authorization("user0:passw?rd".getBytes(UTF_8)))
                        .status())
                .isEqualTo(401);
        assertThat(caller.get("/config", authorization("user1:?????????".getBytes(UTF_8)))
                        .status())
                .isEqualTo(401);
    }

    static Stream<Phone> phones() {
        return Stream.of(
                new AndroidPhone(AndroidPhone.Version.V6_2),
                new AndroidPhone(AndroidPhone.Version.V6_1),
                new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN));
    }

    @ParameterizedTest
    @MethodSource("phones")
    @Statement({"A-04", "A-05"})
    void every_app_logs_in_with_an_umlaut(Phone phone) {
        SafeServer safe =
                new SafeServer(server.url(), new SafeServer.Login("user0", UMLAUTS), new SafeServer.Trust.JvmDefault());

        assertThat(phone.test(safe, null)).isEqualTo(new PhoneResult.Announced(2_097_152, 180));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password\u20ac",
                "\u043f\u0430\u0440\u043e\u043b\u044c-\u043f\u0430\u0440\u043e\u043b\u044c",
                "smile \ud83d\ude42 smile",
                "\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc",
                "line\nline",
                "nul\0nul nul",
                ""
            })
    @Statement("A-06")
    void a_password_that_android_cannot_send_is_refused(String password) {
        assertThat(PasswordRules.check(password)).isInstanceOf(PasswordRules.Verdict.Refused.class);
    }

    @ParameterizedTest
    @MethodSource("logins")
    @Statement("A-06")
    void what_the_rules_accept_is_what_the_wire_accepts(String user, String password) {
        assertThat(PasswordRules.check(password)).isInstanceOf(PasswordRules.Verdict.Accepted.class);
        assertThat(UserName.parse(user)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"an:na", ":anna", "anna:", "", " anna", "an\nna", "\u0430\u043d\u043d\u0430", "\u00c3\u00bc"})
    @Statement("A-06")
    void a_user_name_with_a_colon_or_beyond_latin_1_is_refused(String name) {
        assertThat(UserName.parse(name)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new UserName(name));
    }

    private int status(String user, String password, Charset charset) throws Exception {
        return caller.get("/config", authorization((user + ":" + password).getBytes(charset)))
                .status();
    }
}
