package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.credential.BasicHeader.Basic;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class BasicHeaderTest {

    @Test
    void no_header_is_no_login() {
        assertThat(BasicHeader.read(null)).isEqualTo(new BasicHeader.None());
    }

    @Test
    void user_and_password_part_at_the_first_colon() {
        assertLogin(BasicHeader.read(encoded("us", "a:b::c")), "us", "a:b::c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic dXM6cHc=", "BASIC dXM6cHc=", "bAsIc   dXM6cHc=", " Basic\tdXM6cHc= "})
    void A_07_the_scheme_is_matched_in_any_case(String header) {
        assertLogin(BasicHeader.read(header), "us", "pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dTpw", "Basic dXM6cA", "Basic dXM6cA=", "Basic dXM6cA==", "Basic dXM6cA==="})
    void A_07_padding_may_be_missing_or_wrong(String header) {
        assertThat(BasicHeader.read(header)).isInstanceOf(Basic.class);
    }

    @Test
    void an_iphone_without_a_login_sends_an_empty_one() {
        assertLogin(BasicHeader.read("Basic Og=="), "", "");
    }

    @Test
    void an_empty_user_and_an_empty_password_are_logins() {
        assertLogin(BasicHeader.read(encoded("", "pw")), "", "pw");
        assertLogin(BasicHeader.read(encoded("us", "")), "us", "");
    }

    @Test
    void A_04_utf_8_is_read_as_utf_8() {
        assertLogin(BasicHeader.read(LoginScene.basic("müller", "passwörd€😀")), "müller", "passwörd€😀");
    }

    @Test
    void A_05_what_is_not_utf_8_is_read_as_latin_1() {
        String header = LoginScene.basic("müller", "passwörd", StandardCharsets.ISO_8859_1);

        assertLogin(BasicHeader.read(header), "müller", "passwörd");
    }

    @Test
    void both_halves_are_read_in_one_charset() {
        String header = LoginScene.basic("Ã¼", "passwörd", StandardCharsets.ISO_8859_1);

        assertLogin(BasicHeader.read(header), "Ã¼", "passwörd");
    }

    @Test
    void overlong_utf_8_and_surrogates_are_latin_1() {
        assertLogin(BasicHeader.read(encoded(new byte[] {'u', ':', (byte) 0xc0, (byte) 0xaf})), "u", "À¯");
        assertLogin(
                BasicHeader.read(encoded(new byte[] {'u', ':', (byte) 0xed, (byte) 0xa0, (byte) 0x80})),
                "u",
                "í\u00a0\u0080");
    }

    @Test
    void spellings_of_one_password_are_the_same() {
        assertLogin(BasicHeader.read(LoginScene.basic("us", "passwo\u0308rd")), "us", "passwörd");
    }

    @Test
    void a_header_of_ten_kilobytes_is_read() {
        String password = "ö".repeat(3_800);

        assertThat(encoded("us", password)).hasSizeGreaterThan(10_000);
        assertLogin(BasicHeader.read(encoded("us", password)), "us", password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Basic",
                "Basic ",
                "Basic =",
                "Basic ====",
                "Basic A",
                "Basic dXNlcg==",
                "Basic dXM6cHc=,x",
                "Basic dXM6 cHc=",
                "Basic dXM-cHc_",
                "Basic \u00ff\u00fe",
                "BasicdXM6cHc=",
                "Basic:dXM6cHc=",
                "Token x",
                "token dXM6cHc=",
                "Digest username=\"us\"",
                "Bearer dXM6cHc=",
                "\u0000\u0001",
                "Basic dXM6cHc\u0000"
            })
    void A_13_anything_else_is_something_else(String header) {
        assertThat(BasicHeader.read(header)).isEqualTo(new BasicHeader.Other());
    }

    @Test
    void a_login_prints_nothing_of_itself() {
        assertThat(BasicHeader.read(encoded("alice", "s3cret")).toString())
                .doesNotContain("alice")
                .doesNotContain("s3cret");
    }

    @Test
    void random_bytes_never_break_it() {
        Random random = new Random(20260105);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            String raw = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(BasicHeader.read(raw)).isNotInstanceOf(BasicHeader.None.class);
            BasicHeader.read("Basic " + raw);
            assertReadAsSent(bytes);
        }
    }

    private static void assertReadAsSent(byte[] login) {
        boolean hasColon = new String(login, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
        assertThat(BasicHeader.read(encoded(login)) instanceof Basic).isEqualTo(hasColon);
    }

    private static String encoded(String user, String password) {
        return LoginScene.basic(user, password);
    }

    private static String encoded(byte[] login) {
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    private static void assertLogin(BasicHeader header, String user, String password) {
        assertThat(header).isInstanceOfSatisfying(Basic.class, login -> {
            assertThat(login.user()).isEqualTo(user);
            assertThat(Arrays.equals(
                            login.password().utf8(), Password.of(password).utf8()))
                    .isTrue();
        });
    }
}
