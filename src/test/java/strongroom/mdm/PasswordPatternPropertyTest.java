package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PasswordPatternPropertyTest {

    private static final String LETTERS = "ab1A]}.\u0001";
    private static final String SYNTAX =
            "\\\\\\\\((()))[[]]{{}}||**++??^^$$..--&&:=!<>,,##  abdDsSwWbBGAZzQEEpPkxucN0123789LuimsxUd\n\t\u0000ä\uD83D\uDE00";

    /** Matches cost so little because the words are so short. */
    @Test
    void no_word_below_eight_matches_a_pattern_that_is_said_to_want_eight() {
        Random chance = new Random(20_261_123);
        int clear = 0;
        int patterns = 0;
        while (patterns < 60_000) {
            RandomPattern drawn = RandomPattern.draw(chance, 3);
            Pattern compiled = compiled(drawn.text());
            if (compiled == null) {
                continue;
            }
            patterns++;
            if (PasswordPattern.of(drawn.text()).mayBeShort()) {
                continue;
            }
            clear++;
            assertNotMatched(compiled, drawn.word());
            for (int word = 0; word < 20; word++) {
                assertNotMatched(compiled, word(chance));
            }
        }

        assertThat(clear).isGreaterThan(2_000);
    }

    @Test
    void a_pattern_that_is_said_to_be_anchored_matches_whole_words_alone() {
        Random chance = new Random(7);
        int anchored = 0;
        for (int draw = 0; draw < 60_000; draw++) {
            String drawn = RandomPattern.draw(chance, 3).text();
            String text = chance.nextBoolean() ? "^(?:" + drawn + ")$" : drawn;
            Pattern compiled = compiled(text);
            if (compiled == null || !PasswordPattern.of(text).isAnchored()) {
                continue;
            }
            anchored++;
            for (int word = 0; word < 20; word++) {
                String tried = word(chance);
                assertThat(compiled.matcher(tried).find())
                        .as("%s in %s", text, tried)
                        .isEqualTo(compiled.matcher(tried).matches());
            }
        }

        assertThat(anchored).isGreaterThan(10_000);
    }

    @Test
    void any_text_is_judged_without_an_exception() {
        Random chance = new Random(42);
        for (int draw = 0; draw < 200_000; draw++) {
            StringBuilder text = new StringBuilder();
            for (int length = chance.nextInt(24); length > 0; length--) {
                text.append(SYNTAX.charAt(chance.nextInt(SYNTAX.length())));
            }

            assertJudged(text.toString());
        }
    }

    @Test
    void any_part_of_a_pattern_is_judged_without_an_exception() {
        Random chance = new Random(43);
        for (int draw = 0; draw < 50_000; draw++) {
            String whole = RandomPattern.draw(chance, 4).text();
            int begin = chance.nextInt(whole.length() + 1);

            assertJudged(whole.substring(begin, begin + chance.nextInt(whole.length() - begin + 1)));
        }
    }

    private static void assertJudged(String text) {
        PasswordPattern judged = PasswordPattern.of(text);

        assertThat(judged.isRegex()).isEqualTo(compiled(text) != null);
        assertThat(judged.isClear() && !judged.isRegex()).isFalse();
    }

    private static void assertNotMatched(Pattern pattern, String word) {
        if (word.length() < Length.LEAST_PASSWORD) {
            assertThat(pattern.matcher(word).find())
                    .as("%s in %s", pattern, word)
                    .isFalse();
        }
    }

    private static String word(Random chance) {
        StringBuilder word = new StringBuilder();
        for (int length = chance.nextInt(Length.LEAST_PASSWORD); length > 0; length--) {
            word.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    private static @Nullable Pattern compiled(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException notOne) {
            return null;
        }
    }
}
