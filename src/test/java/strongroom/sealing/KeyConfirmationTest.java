package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.sealing.KeyConfirmation.Answer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KeyConfirmationTest {

    private final Random random = new Random(37);
    private final KeyringKey key = KeyringKey.draw(Vault.START, random);
    private final KeyConfirmation question = new KeyConfirmation(key.id(), 2, 7);
    private final String first = KeyGroups.group(key.key(), 2);
    private final String second = KeyGroups.group(key.key(), 7);

    @Test
    void the_two_groups_confirm() {
        assertThat(question.check(key, first + " " + second)).isEqualTo(Answer.CONFIRMED);
    }

    @Test
    void they_may_be_typed_as_people_type() {
        String typed = (first + second)
                .replace("-", "")
                .toLowerCase(Locale.ROOT)
                .replace('0', 'o')
                .replace('1', 'l');

        assertThat(question.check(key, "  " + typed + "\n")).isEqualTo(Answer.CONFIRMED);
    }

    @Test
    void a_digit_more_or_less_is_mistyped() {
        assertThat(question.check(key, first)).isEqualTo(Answer.MISTYPED);
        assertThat(question.check(key, first + second + "0")).isEqualTo(Answer.MISTYPED);
        assertThat(question.check(key, "")).isEqualTo(Answer.MISTYPED);
    }

    @Test
    void groups_of_another_key_are_told_from_mistyped_ones() {
        KeyringKey other = KeyringKey.draw(Vault.START, random);

        Answer answer = question.check(key, KeyGroups.group(other.key(), 2) + KeyGroups.group(other.key(), 7));

        assertThat(answer).isEqualTo(Answer.OTHER_KEY);
    }

    @Test
    void the_right_groups_in_the_wrong_order_do_not_confirm() {
        assertThat(question.check(key, second + first)).isNotEqualTo(Answer.CONFIRMED);
    }

    @Test
    void no_single_wrong_digit_confirms() {
        String right = KeyGroups.meant(first + second);
        for (int i = 0; i < right.length(); i++) {
            for (char wrong : "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray()) {
                String typed = right.substring(0, i) + wrong + right.substring(i + 1);
                assertThat(question.check(key, typed) == Answer.CONFIRMED).isEqualTo(wrong == right.charAt(i));
            }
        }
    }

    @Test
    void every_position_is_asked_for_and_never_one_twice() {
        int[] asked = IntStream.range(0, 1_000)
                .mapToObj(i -> KeyConfirmation.ask(key, random))
                .flatMapToInt(each -> IntStream.of(each.first(), each.second()))
                .distinct()
                .sorted()
                .toArray();

        assertThat(asked).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
}
