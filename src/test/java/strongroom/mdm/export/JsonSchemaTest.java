package strongroom.mdm.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import strongroom.mdm.Policy;

/** The schemas beside the golden files say which parameter has which type, so that they do not depend on the catalogue. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class JsonSchemaTest {

    @ParameterizedTest
    @CsvSource({"ANDROID, android.schema.json", "INTUNE, intune.schema.json"})
    void what_is_for_android_fits_its_schema(ExportFormat format, String schema) {
        for (Policy policy : List.of(Policy.EMPTY, Examples.acme(), Examples.everything())) {
            String written = Examples.write(policy, format, Secrets.PLAIN, Addressee.EVERYBODY);

            assertThat(errors(schema, written)).isEmpty();
        }
    }

    @Test
    void every_line_for_the_work_api_is_a_body_that_fits() {
        String written =
                Examples.write(Examples.everything(), ExportFormat.WORK_API, Secrets.PLAIN, Addressee.EVERYBODY);

        assertThat(written.lines())
                .hasSizeGreaterThan(15)
                .allSatisfy(line -> assertThat(errors("work-api-property.schema.json", line))
                        .isEmpty());
    }

    @Test
    void what_is_for_one_credential_fits_its_schema() {
        String written = Examples.write(
                Examples.everything(), ExportFormat.WORK_API, Secrets.PLAIN, new Addressee("a.b", "c0ffee"));

        assertThat(errors("work-api-bulk.schema.json", written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANDROID | android.schema.json",
                "INTUNE | intune.schema.json",
                "WORK_API | work-api-bulk.schema.json",
            })
    void a_truth_value_in_quotes_and_a_number_for_a_text_do_not_fit(ExportFormat format, String schema) {
        String right = Examples.write(Examples.acme(), format, Secrets.PLAIN, new Addressee("a.b", "c0ffee"));

        assertThat(errors(schema, right)).isEmpty();
        assertThat(errors(schema, right.replace(": true", ": \"true\""))).isNotEmpty();
        assertThat(errors(schema, right.replace("\"acme-0042\"", "42"))).isNotEmpty();
        assertThat(errors(schema, right.replace("\"acme-0042\"", "\"\""))).isNotEmpty();
    }

    private static List<Error> errors(String schema, String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new String(Examples.resource(schema), UTF_8), InputFormat.JSON)
                .validate(json, InputFormat.JSON);
    }
}
