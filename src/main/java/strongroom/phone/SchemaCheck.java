package strongroom.phone;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import strongroom.phone.SafeBackup.Finding;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Compares a backup with the schema that lies beside this class.
 *
 * <p>The library's own messages can quote the value, so each finding gets a sentence of ours. The library is loaded with this
 * class, that is, at the first check.
 */
final class SchemaCheck {

    /** More findings than this tell nobody more. */
    static final int MAX_FINDINGS = 20;

    private static final Schema SCHEMA = load();

    private SchemaCheck() {}

    static List<Finding> check(JsonNode backup) {
        try {
            return SCHEMA.validate(backup).stream()
                    .map(error -> new Finding(pointer(error), sentence(error)))
                    .distinct()
                    .limit(MAX_FINDINGS)
                    .toList();
        } catch (JacksonException e) {
            // The library compares a number such as 1e30 with a bound by making it a long. The exception quotes the
            // number.
            return List.of(new Finding("", "a number in here has more than 64 bits"));
        }
    }

    private static String pointer(Error error) {
        return error.getInstanceLocation().toString();
    }

    private static String sentence(Error error) {
        return switch (error.getKeyword()) {
            case "required" -> "the member \"" + error.getProperty() + "\" is missing";
            case "type" ->
                "this is of another type than " + error.getSchemaNode().toString();
            case "const" -> "only " + error.getSchemaNode().toString() + " is allowed here";
            case "pattern" ->
                "this does not have the shape " + error.getSchemaNode().asString();
            case "minimum" -> "this is less than " + error.getSchemaNode().asString();
            case "maximum" -> "this is more than " + error.getSchemaNode().asString();
            case "minItems" -> "this list is too short";
            default -> "this is none of the forms that are allowed here";
        };
    }

    private static Schema load() {
        try (InputStream resource = SchemaCheck.class.getResourceAsStream("safe-backup.schema.json")) {
            if (resource == null) {
                throw new IllegalStateException("the schema of backups cannot be missing from the program");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of backups cannot be read", e);
        }
    }
}
