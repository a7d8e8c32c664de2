package strongroom.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MainObeysRulesTest {

    @ParameterizedTest
    @MethodSource("rules")
    void main_obeys(ArchRule rule) {
        // Rules about packages that are still to come match nothing, and that is fine.
        rule.allowEmptyShould(true).check(MainClasses.ALL);
    }

    static List<ArchRule> rules() {
        return Rules.MAIN;
    }

    @Test
    void tests_use_no_mocks() {
        JavaClasses tests = new ClassFileImporter().importPath(Path.of("target/test-classes"));

        assertThat(tests).isNotEmpty();
        Rules.NO_MOCKS.check(tests);
    }

    @Test
    void all_of_main_was_read() {
        assertThat(MainClasses.ALL).extracting(type -> type.getName()).contains("strongroom.cli.Main");
    }
}
