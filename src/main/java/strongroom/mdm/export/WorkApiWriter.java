package strongroom.mdm.export;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.export.ExportSheet.Entry;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies of requests to the Work API (mdm-policy 8.4).
 *
 * <p>For everybody there is a request for each parameter, {@code POST /mdm}, so there is a line for each; for one credential there is
 * one for all, {@code POST /mdm-bulk}. The two name the parameter in different members.
 */
final class WorkApiWriter {

    /** As many as the API delivers in a page of such values. */
    static final int MOST_OF_A_BODY = 500;

    private WorkApiWriter() {}

    static String writeAll(SequencedMap<String, ExportSheet> sheets) {
        StringBuilder lines = new StringBuilder();
        ObjectNode document = JsonText.object();
        for (Map.Entry<String, ExportSheet> sheet : sheets.entrySet()) {
            ArrayNode credentials = document.withArray("credentials");
            add(credentials, sheet.getKey(), sheet.getValue());
            if (credentials.size() == MOST_OF_A_BODY) {
                lines.append(JsonText.line(document));
                document = JsonText.object();
            }
        }
        return document.isEmpty()
                ? lines.toString()
                : lines.append(JsonText.line(document)).toString();
    }

    static String write(ExportSheet sheet, @Nullable String credential) {
        return credential == null ? lines(sheet) : bulk(sheet, credential);
    }

    private static String lines(ExportSheet sheet) {
        return sheet.entries().stream()
                .map(entry -> JsonText.line(parameter("property", entry)))
                .collect(joining());
    }

    private static String bulk(ExportSheet sheet, String credential) {
        ObjectNode document = JsonText.object();
        add(document.putArray("credentials"), credential, sheet);
        return JsonText.indented(document);
    }

    private static void add(ArrayNode credentials, String credential, ExportSheet sheet) {
        ArrayNode parameters = credentials.addObject().put("id", credential).putArray("parameters");
        sheet.entries().forEach(entry -> parameters.add(parameter("name", entry)));
    }

    private static ObjectNode parameter(String member, Entry entry) {
        ObjectNode parameter = JsonText.object().put(member, entry.parameter().key());
        parameter.set("value", JsonText.value(entry));
        return parameter;
    }
}
