package strongroom.mdm.export;

import strongroom.mdm.export.ExportSheet.Entry;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the JSON editor of Intune takes for an Android app: the format of the Play EMM API (mdm-policy 8.2). */
final class IntuneWriter {

    static final String PROPERTIES = "managedProperty";

    private IntuneWriter() {}

    static String write(ExportSheet sheet, String packageName) {
        ObjectNode document = JsonText.object()
                .put("kind", "androidenterprise#managedConfiguration")
                .put("productId", "app:" + packageName);
        ArrayNode properties = document.putArray(PROPERTIES);
        for (Entry entry : sheet.entries()) {
            properties.addObject().put("key", entry.parameter().key()).set(type(entry), JsonText.value(entry));
        }
        return JsonText.indented(document);
    }

    private static String type(Entry entry) {
        return switch (entry) {
            case Entry.Switch truth -> "valueBool";
            case Entry.Words words -> "valueString";
        };
    }
}
