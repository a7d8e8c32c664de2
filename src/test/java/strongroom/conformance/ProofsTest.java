package strongroom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.house.Snippets;

/** Shows that the table's checks can fail. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ProofsTest {

    private static final Statements STATEMENTS = Statements.parse("""
                    # A comment.

                    ## First
                    S-01  One
                    S-02  Two | three
                    ## Second
                    T-01  Four
                    """);

    @Test
    void a_statement_without_a_test_is_missing() {
        assertThat(new Proofs(Map.of(), List.of()).missing(STATEMENTS)).containsExactly("S-01", "S-02", "T-01");
    }

    @Test
    void numbers_that_tests_name_are_found_with_their_tests() {
        Proofs proofs = Proofs.of(Snippets.compile("""
                package strongroom.conformance;
                final class Marked {
                    @org.junit.jupiter.api.Test @Statement({"S-01", "Q-02"}) void both() {}
                    @Statement("S-01") void no_test() {}
                    static final class Nested {
                        @org.junit.jupiter.params.ParameterizedTest @Statement("S-02") void one() {}
                    }
                }
                """));

        assertThat(proofs.testsByNumber())
                .containsExactly(
                        entry("Q-02", Set.of("Marked.both")),
                        entry("S-01", Set.of("Marked.both", "Marked.no_test")),
                        entry("S-02", Set.of("Marked.Nested.one")));
        assertThat(proofs.unknown(STATEMENTS)).containsOnlyKeys("Q-02");
        assertThat(proofs.missing(STATEMENTS)).containsExactly("T-01");
        assertThat(proofs.notTests()).containsExactly("Marked.no_test");
    }

    @Test
    void the_table_names_each_statement_and_its_tests() {
        Proofs proofs = new Proofs(Map.of("S-02", Set.of("FooTest.bar")), List.of());

        assertThat(ConformanceTable.of(STATEMENTS, proofs))
                .contains("| S-01 | One | none yet |\n| S-02 | Two \\| three | `FooTest.bar` |\n")
                .contains("\n## Second\n\n| number | statement | tests |\n|---|---|---|\n| T-01 | Four | none yet |\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"S-01  Without a heading", "## A\nS-01  One\nS-01  Again", "## A\nS-1 One", "## A\nwords"})
    void a_line_that_is_no_statement_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Statements.parse(text));
    }
}
