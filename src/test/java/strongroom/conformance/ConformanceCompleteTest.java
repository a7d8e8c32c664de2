package strongroom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConformanceCompleteTest {

    @Test
    void no_statement_is_without_a_test() {
        assertThat(Proofs.read().missing(Statements.read())).isEmpty();
    }
}
