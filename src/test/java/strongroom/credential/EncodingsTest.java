package strongroom.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import strongroom.credential.PasswordRules.Refusal;
import strongroom.credential.PasswordRules.Verdict;

/** G31: what an administrator may set, every phone can log in with, in whichever charset it sends. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EncodingsTest {

    private static final List<String> NAMES = List.of("alice", "jürgen", "Ærø@example.org");

    private static final List<String> MAY_BE_SET = List.of(
            "password",
            "passwörd",
            "ÄÖÜäöüß!",
            "é très élevé",
            "naïve café ñandú",
            "a:b:c:d:",
            ":::::::::",
            " spaces at ends ",
            "ünïcödé:çôlon",
            "¡¿§£¥©®±²³",
            "Zwölf Boxkämpfer",
            "ÿÿÿÿÿÿÿÿ",
            "1234567é",
            "éa345678",
            "\"quoted\"'\\",
            "%C3%B6%3A",
            "????????",
            "dXM6cHc=",
            "e\u0301le\u0300ve au colle\u0300ge",
            "A\u030angstro\u0308m",
            "o\u0308\u00f6o\u0308\u00f6 both",
            "x".repeat(500),
            "ö".repeat(250),
            "é:".repeat(160));

    private static final List<String> MAY_NOT_BE_SET = List.of(
            "passwort€",
            "password😀",
            "пароль12",
            "密码密码密码密码",
            "passx\u0308word",
            "ﬁligree",
            "“quoted”",
            "passwÃ¶rd",
            "Ã¤Ã¶Ã¼ÃŸ",
            "Â£Â£Â£Â£",
            "pass\tword",
            "x".repeat(501));

    record Case(
            String name,
            String set,
            String sent,
            Charset charset,
            @Nullable Refusal refusal,
            boolean logsIn) {

        @Override
        public String toString() {
            return name + " " + charset + " " + (refusal == null ? "" : refusal + " ") + sent.length() + " " + sent;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String name : NAMES) {
            for (String password : MAY_BE_SET) {
                String composed = Normalizer.normalize(password, Normalizer.Form.NFC);
                String decomposed = Normalizer.normalize(password, Normalizer.Form.NFD);
                cases.add(new Case(name, password, composed, StandardCharsets.UTF_8, null, true));
                cases.add(new Case(name, password, composed, StandardCharsets.ISO_8859_1, null, true));
                if (!decomposed.equals(composed)) {
                    cases.add(new Case(name, password, decomposed, StandardCharsets.UTF_8, null, true));
                }
            }
        }
        for (String password : MAY_NOT_BE_SET) {
            Refusal refusal = refusal(password);
            boolean isSendable = refusal == Refusal.TOO_LONG || refusal == Refusal.CONTROL_CHARACTER;
            cases.add(new Case("alice", password, password, StandardCharsets.UTF_8, refusal, true));
            cases.add(new Case("alice", password, password, StandardCharsets.ISO_8859_1, refusal, isSendable));
        }
        return cases;
    }

    @Test
    void G31_the_table_has_more_than_200_cases() {
        assertThat(cases()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void G31_a_password_is_read_as_it_was_set_or_may_not_be_set(Case given) {
        assertThat(refusal(given.set())).isEqualTo(given.refusal());

        try (LoginScene scene = new LoginScene()) {
            scene.add(given.name(), given.set());
            Authentication answer =
                    scene.send(LoginScene.basic(given.name(), given.sent(), given.charset()), LoginScene.HOME);
            assertThat(answer instanceof Authentication.Accepted).isEqualTo(given.logsIn());
        }
    }

    @Test
    void A_06_the_mangled_form_that_android_sends_never_logs_in() {
        try (LoginScene scene = new LoginScene()) {
            scene.add("alice", "пароль12");

            assertThat(scene.logIn("alice", "??????12")).isEqualTo(new Authentication.Rejected());
        }
    }

    private static @Nullable Refusal refusal(String password) {
        return switch (PasswordRules.check(password)) {
            case Verdict.Accepted(Password _) -> null;
            case Verdict.Refused(Refusal reason) -> reason;
        };
    }
}
