package strongroom.mdm.export;

import tools.jackson.databind.node.ObjectNode;

/** The managed configuration of the Android Management API (mdm-policy 8.2). */
final class AndroidWriter {

    static final String CONFIGURATION = "managedConfiguration";

    private AndroidWriter() {}

    static String write(ExportSheet sheet, String packageName) {
        ObjectNode document = JsonText.object().put("packageName", packageName);
        ObjectNode configuration = document.putObject(CONFIGURATION);
        sheet.entries().forEach(entry -> configuration.set(entry.parameter().key(), JsonText.value(entry)));
        return JsonText.indented(document);
    }
}
