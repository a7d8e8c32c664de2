package strongroom.mdm.export;

/** The managed app configuration of iOS as a whole property list (mdm-policy 8.1). */
final class PlistWriter {

    private static final String DOCTYPE =
            "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";

    private PlistWriter() {}

    static String write(ExportSheet sheet) {
        return XmlText.of(xml -> {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeDTD(DOCTYPE);
            xml.writeCharacters("\n");
            xml.writeStartElement("plist");
            xml.writeAttribute("version", "1.0");
            xml.writeCharacters("\n");
            XmlText.writeDict(xml, sheet);
            xml.writeEndElement();
            xml.writeCharacters("\n");
        });
    }
}
