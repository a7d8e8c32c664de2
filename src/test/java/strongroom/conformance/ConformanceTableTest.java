package strongroom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConformanceTableTest {

    private static final Path DOCUMENT = Path.of("docs/conformance.md");

    private final Statements statements = Statements.read();
    private final Proofs proofs = Proofs.read();

    @Test
    void there_are_92_statements() {
        assertThat(statements.numbers()).hasSize(92);
    }

    @Test
    void tests_name_only_statements_that_exist() {
        assertThat(proofs.unknown(statements)).isEmpty();
    }

    @Test
    void only_tests_prove_statements() {
        assertThat(proofs.notTests()).isEmpty();
    }

    @Test
    void the_document_says_what_the_tests_say() throws IOException {
        String table = ConformanceTable.of(statements, proofs);
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(DOCUMENT, table);
        }

        assertThat(DOCUMENT)
                .as("write it with: mvn test -Dtest=ConformanceTableTest -Dconformance.write=true")
                .hasContent(table);
    }
}
