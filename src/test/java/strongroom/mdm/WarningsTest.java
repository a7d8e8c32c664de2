package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class WarningsTest {

    private static final Map<Warning, WarningExample> EXAMPLES = WarningExample.all();

    @Test
    void every_warning_of_the_specification_is_there_and_has_its_examples() {
        List<String> numbers = IntStream.of(1, 20, 50)
                .flatMap(first -> IntStream.rangeClosed(first, first == 1 ? 13 : first == 20 ? 41 : 69))
                .mapToObj("W%02d"::formatted)
                .toList();

        assertThat(Arrays.stream(Warning.values()).map(Enum::name)).isEqualTo(numbers);
        assertThat(EXAMPLES.keySet()).containsExactly(Warning.values()).hasSize(55);
    }

    @ParameterizedTest
    @EnumSource
    void each_is_raised_on_its_platforms(Warning warning) {
        WarningExample example = example(warning);

        assertThat(Raised.by(example.raising())).containsEntry(warning, example.platforms());
    }

    @ParameterizedTest
    @EnumSource
    void each_is_silent_in_a_neighbouring_situation(Warning warning) {
        assertThat(Raised.by(example(warning).silent())).doesNotContainKey(warning);
    }

    @ParameterizedTest
    @EnumSource
    void each_weighs_what_the_specification_says(Warning warning) {
        assertThat(warning.severity()).isEqualTo(example(warning).severity());
    }

    @ParameterizedTest
    @EnumSource
    void each_needs_no_more_than_its_condition_names(Warning warning) {
        Scene raising = example(warning).raising();
        Scene parametersAlone = new Scene(raising.layers(), null, null);

        assertThat(Raised.by(parametersAlone).containsKey(warning))
                .isEqualTo(raising.before() == null && raising.surroundings() == null);
    }

    @Test
    void nothing_is_raised_twice_and_all_come_in_their_order() {
        for (WarningExample example : EXAMPLES.values()) {
            List<Finding> found = Finding.of(example.raising().situation());

            assertThat(found).extracting(Finding::warning).isSorted().doesNotHaveDuplicates();
            assertThat(found)
                    .extracting(Finding::platforms)
                    .allSatisfy(platforms -> assertThat(platforms).isNotEmpty());
        }
    }

    @Test
    void a_sound_policy_of_each_mode_raises_nothing() {
        String server =
                "th_safe_server_url='https://safe.example.org/acme/' th_safe_server_username='u' th_safe_server_password='p' ";

        assertThat(Raised.by(Scene.of(server + "th_safe_enable=true th_safe_password='x'*8")))
                .isEmpty();
        assertThat(Raised.by(
                        Scene.of(server + "th_safe_enable=true th_safe_password='x'*8 th_safe_restore_id='ABCD1234'")))
                .isEmpty();
        assertThat(Raised.by(Scene.of("th_safe_enable=false"))).isEmpty();
        assertThat(Raised.by(Scene.of(server + "th_safe_enable=true th_safe_password='x'*8")
                        .wantsLogin()
                        .seenOnly(Platform.ANDROID)))
                .isEmpty();
    }

    @Test
    void a_change_of_all_accounts_asks_for_their_number() {
        Set<Warning> confirmed = EnumSet.noneOf(Warning.class);
        Arrays.stream(Warning.values()).filter(Warning::isConfirmedByNumber).forEach(confirmed::add);

        assertThat(confirmed).contains(Warning.W51, Warning.W52);
        assertThat(EXAMPLES.keySet())
                .filteredOn(Warning::isConfirmedByNumber)
                .allMatch(warning -> example(warning).raising().before() != null);
    }

    @Test
    void its_letter_is_that_of_the_specification() {
        assertThat(Severity.values()).extracting(Severity::toString).containsExactly("B", "W", "I");
    }

    private static WarningExample example(Warning warning) {
        return Objects.requireNonNull(EXAMPLES.get(warning));
    }
}
