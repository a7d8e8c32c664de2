package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PasswordPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^.{8,}$",
                "\\A.{8,}\\z",
                "^[A-Za-z0-9]{8,64}$",
                "^(?=.*[A-Z])(?=.*[0-9]).{8,}$",
                "(?=.*[A-Z])^.{8,}$",
                "^(?:[a-z]{8}|[0-9]{10})$",
                "^(?:correct)(horse)$",
                "^\\p{L}{8,}$",
                "^\\Qpassword\\E[0-9]$",
                "^[^ ]{4}-[^ ]{4}$",
                "^(?<word>[a-z]{4}){2}$",
                "^(?>[a-z]{8,})$",
                "^[a-z]{8,}?$",
                "^[a-z]{8,}+$",
                "^(?i)[a-z]{8,}$",
                "^(?i:[a-z]{8,})$",
                "^(a{8}|b{9}|(c{4}d{4})+)$",
            })
    void a_pattern_that_both_apps_read_alike_is_clear(String pattern) {
        assertThat(PasswordPattern.of(pattern).isClear()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '"', textBlock = """
            .{8,} false
            ^.{8,} false
            .{8,}$ false
            ^.{8,}$ true
            ^(.{8,})$ true
            (^.{8,}$) true
            ^.{8,}|.{9,}$ false
            ^.{8,}$|^.{9,}$ true
            (^a|^b).{8,}$ true
            (^a|b).{8,}$ false
            ^?.{8,}$ false
            (^a)?.{8,}$ false
            (^.{8,}$)? false
            \\A.{8,}\\Z true
            \\G.{8,}$ false
            \\b.{8,}\\b false
            \\^.{8,}\\$ false
            [^a].{8,}[$] false
            a*^.{8,}$ true
            (?=.)^.{8,}$ true
            \\Q^\\E.{8,}\\Q$\\E false
            """)
    void an_anchored_pattern_is_the_whole_password(String pattern, boolean isAnchored) {
        assertThat(PasswordPattern.of(pattern).isAnchored()).isEqualTo(isAnchored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '"', textBlock = """
            ^.{8,}$ false
            ^.{7,}$ true
            ^.{8}$ false
            ^.{0,8}$ true
            ^.*$ true
            ^.+$ true
            ^abcdefgh$ false
            ^abcdefg$ true
            ^abcdefgh?$ true
            ^abcdefgh+$ false
            ^abcdefgh*$ true
            ^a{8}|b{7}$ true
            ^(a{8}|b{8})$ false
            ^(a{8}|)$ true
            ^(ab){4}$ false
            ^(ab){3}$ true
            ^((ab){2}){2}$ false
            ^((ab?){2}){2}$ true
            ^(?:a{4}){2}$ false
            ^(?=.{8}).*$ true
            ^(?!a{8}).{8}$ false
            ^(?<=a)b{8}$ false
            ^(?<name>a{8})$ false
            ^[a-z]{4}[0-9]{4}$ false
            ^[]a]{8}$ false
            ^[^]a]{8}$ false
            ^[a[bc]]{8}$ false
            ^[a-z&&[^b]]{8}$ false
            ^[\\]]{8}$ false
            ^[a[]b]]{7}$ true
            ^[a[^]b]]{7}$ true
            ^\\d{8}$ false
            ^\\x41{8}$ false
            ^\\x{41}{8}$ false
            ^\\u0041{8}$ false
            ^\\0101{8}$ false
            ^\\cA{8}$ false
            ^\\x41\\x42\\x43$ true
            ^\\u0041\\u0042$ true
            ^\\0101\\0102\\0103$ true
            ^\\cA\\cB\\cC\\cD$ true
            ^\\p{Lu}{8}$ false
            ^\\pL{8}$ false
            ^\\pL\\pL\\pL$ true
            ^(abcd)\\1$ true
            ^(?<n>abcd)\\k<n>$ true
            ^\\Qabcdefgh\\E$ false
            ^\\Qabcdefg\\E$ true
            ^\\Qab\\E{4}$ true
            ^\\Qab\\E{7}$ false
            ^\\Qab\\E*$ true
            ^\\Qa.b*c{d}\\E$ false
            ^(a{8})\\Q\\E*$ true
            ^a{7}{3}$ true
            ^{8}a$ true
            ()()()()()()()()()()()\\11{8} true
            ^(?x)a#bcdefgh$ true
            """)
    void the_shortest_password_that_a_pattern_lets_through_is_found(String pattern, boolean mayBeShort) {
        PasswordPattern judged = PasswordPattern.of(pattern);

        assertThat(judged.isRegex()).isTrue();
        assertThat(judged.mayBeShort()).isEqualTo(mayBeShort);
    }

    @Test
    void spaces_that_do_not_count_are_not_counted() {
        assertThat(PasswordPattern.of("(?x)a          b").mayBeShort()).isTrue();
        assertThat(PasswordPattern.of("(?x: a          b )").mayBeShort()).isTrue();
        assertThat(PasswordPattern.of("a          b").mayBeShort()).isFalse();
        assertThat(PasswordPattern.of("(?-x)a          b").mayBeShort()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '"', textBlock = """
            ^\\p{Lower}{8,}$ \\p{Lower}
            ^\\p{IsAlphabetic}{8,}$ \\p{IsAlphabetic}
            ^\\P{javaLowerCase}{8,}$ \\P{javaLowerCase}
            ^[[:alpha:]]{8,}$ [:
            ^[a-z--[b]]{8,}$ --
            ^(?m)a{8}$ (?m)
            ^(?x)a{8}$ (?x)
            ^(?u:a{8})$ (?u)
            ^(?U)a{8}$ (?U)
            ^(?d)a{8}$ (?d)
            ^a{8}]$ ]
            ^a{8}}$ }
            ^a{8}{2}$ {2}
            ^\\b{g}a{8}$ \\b{…}
            """)
    void what_one_of_the_two_engines_reads_otherwise_is_named(String pattern, String foreign) {
        PasswordPattern judged = PasswordPattern.of(pattern);

        assertThat(judged.foreign()).containsExactly(foreign);
        assertThat(judged.isClear()).isFalse();
    }

    @Test
    void each_is_named_once() {
        assertThat(PasswordPattern.of("^\\p{Lower}\\p{Lower}\\p{Upper}{8}$").foreign())
                .isEqualTo(List.of("\\p{Lower}", "\\p{Upper}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", ")", "[", "a{", "*", "\\", "(?", "(?<", "[a", "a**", "\\E", "\\p{Nonsense}", "{", "\\1"})
    void what_is_no_pattern_is_not_clear(String pattern) {
        PasswordPattern judged = PasswordPattern.of(pattern);

        assertThat(judged.isClear()).isFalse();
        assertThat(judged.isTakenByIos("password")).isFalse();
    }

    @Test
    void a_pattern_has_an_end() {
        assertThat(PasswordPattern.of("^" + "a".repeat(2046) + "$").isClear()).isTrue();
        assertThat(PasswordPattern.of("^" + "a".repeat(2047) + "$").isRegex()).isFalse();
    }

    @Test
    void groups_are_read_to_the_end_unless_they_lie_too_deep_for_any_stack() {
        String deep = "(".repeat(100) + "a{8}" + ")".repeat(100);

        assertThat(PasswordPattern.of(deep).isRegex()).isTrue();
        assertThat(PasswordPattern.of(deep).mayBeShort()).isFalse();
        assertThat(PasswordPattern.of("(" + deep + ")").isRegex()).isFalse();
        assertThat(PasswordPattern.of("(".repeat(2048)).isRegex()).isFalse();
        assertThat(PasswordPattern.of("[".repeat(2048)).isRegex()).isFalse();
        assertThat(PasswordPattern.of("(?:a|".repeat(400)).isRegex()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ^[a-z]{8}$,   password,        true
            ^[a-z]{8}$,   passwords,       false
            [0-9]+,       secret-1-word,   true
            [0-9]+,       secret-1-word-2, false
            [0-9]+,       secret,          false
            [0-9],        12,              false
            .*,           password,        false
            .+,           password,        true
            """)
    void an_iphone_wants_exactly_one_match(String pattern, String password, boolean isTaken) {
        assertThat(PasswordPattern.of(pattern).isTakenByIos(password)).isEqualTo(isTaken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(a+)+$",
                "^(a|aa)+$",
                "^(?:a|b)*$",
                "^(.|x)*y$",
                "(a+a+)+b",
                "(a*)*(a*)*(a*)*b",
                "^(([a-z])+.)+[A-Z]([a-z])+$"
            })
    void no_password_makes_a_pattern_run_for_ever_or_out_of_stack(String pattern) {
        PasswordPattern judged = PasswordPattern.of(pattern);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> judged.isTakenByIos("a".repeat(4096) + "!"));
    }
}
