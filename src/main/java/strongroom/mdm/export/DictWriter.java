package strongroom.mdm.export;

/** The managed app configuration of iOS without its frame (mdm-policy 8.1). */
final class DictWriter {

    private DictWriter() {}

    static String write(ExportSheet sheet) {
        return XmlText.of(xml -> XmlText.writeDict(xml, sheet));
    }
}
