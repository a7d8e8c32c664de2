package strongroom.mdm.export;

import strongroom.mdm.Value;
import strongroom.mdm.export.ExportSheet.Entry;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as people and their tools write it: two spaces, a line for each member, line feeds on every system. */
final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonText() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode value(Entry entry) {
        return switch (entry) {
            case Entry.Switch(var parameter, Value.Truth(boolean truth)) -> JsonNodeFactory.instance.booleanNode(truth);
            case Entry.Words words ->
                JsonNodeFactory.instance.stringNode(words.value().value());
        };
    }

    static String indented(JsonNode document) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return MAPPER.writer().with(printer).writeValueAsString(document) + "\n";
    }

    static String line(JsonNode document) {
        return MAPPER.writeValueAsString(document) + "\n";
    }
}
