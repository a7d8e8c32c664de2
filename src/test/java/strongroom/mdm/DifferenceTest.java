package strongroom.mdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DifferenceTest {

    private static final String COCKPIT = "cockpit ";

    static List<Table.Row> differences() {
        return Table.read("differences.txt");
    }

    @ParameterizedTest
    @MethodSource("differences")
    void each_shows_under_one_policy_and_not_under_its_neighbour(Table.Row row) {
        Difference difference = Difference.valueOf(row.get("difference"));

        assertThat(of(row.get("shows under"))).contains(difference);
        assertThat(of(row.get("does not show under"))).doesNotContain(difference);
    }

    @ParameterizedTest
    @EnumSource
    void each_has_a_case(Difference difference) {
        assertThat(differences()).anyMatch(row -> row.get("difference").equals(difference.name()));
    }

    @Test
    void there_are_sixteen() {
        assertThat(Difference.values()).hasSize(16);
    }

    @Test
    void its_word_is_that_of_its_name() {
        assertThat(Difference.PASSWORD_LENGTH).hasToString("password-length");
        assertThat(Difference.WHEN_IT_TAKES_EFFECT).hasToString("when-it-takes-effect");
    }

    @Test
    void without_a_parameter_the_apps_do_not_differ() {
        assertThat(Difference.of(Policy.EMPTY, true)).isEmpty();
    }

    /** Where the two evaluations differ in what is done about backups or restores, a difference must say why. */
    @Test
    void two_evaluations_never_differ_without_a_difference_that_explains_it() {
        Set<Difference> explaining =
                EnumSet.of(Difference.PASSWORD_LENGTH, Difference.RESTORE_WITHOUT_BACKUPS, Difference.TEXT_AS_TRUTH);
        for (Table.Row row : Table.read("restore-table.txt")) {
            for (Policy policy : Cells.policies(row)) {
                Evaluation android = Evaluation.of(policy, Platform.ANDROID);
                Evaluation ios = Evaluation.of(policy, Platform.IOS);

                if (!android.restore().mode().equals(ios.restore().mode())
                        || !android.backup().equals(ios.backup())) {
                    assertThat(Difference.of(policy, false)).containsAnyElementsOf(explaining);
                }
            }
        }
    }

    private static Set<Difference> of(String written) {
        return written.startsWith(COCKPIT)
                ? Difference.of(Written.policy(written.substring(COCKPIT.length())), true)
                : Difference.of(Written.policy(written), false);
    }
}
