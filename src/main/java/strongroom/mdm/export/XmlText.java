package strongroom.mdm.export;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import strongroom.mdm.Value;
import strongroom.mdm.export.ExportSheet.Entry;

/** XML that is written piece by piece; the JDK escapes it. */
final class XmlText {

    private XmlText() {}

    /** A part of a document. */
    interface Part {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }

    static String of(Part part) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            part.writeTo(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
        return text.toString();
    }

    /** Writes the {@code <dict>}, a line for each entry. */
    static void writeDict(XMLStreamWriter xml, ExportSheet sheet) throws XMLStreamException {
        xml.writeStartElement("dict");
        xml.writeCharacters("\n");
        for (Entry entry : sheet.entries()) {
            xml.writeCharacters("  ");
            writeElement(xml, "key", entry.parameter().key());
            switch (entry) {
                case Entry.Switch(var parameter, Value.Truth(boolean truth)) ->
                    xml.writeEmptyElement(Boolean.toString(truth));
                case Entry.Words words ->
                    writeElement(xml, "string", words.value().value());
            }
            xml.writeCharacters("\n");
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static void writeElement(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        // A bare carriage return would be read as a line feed (XML 1.0, section 2.11), and the writer escapes none.
        String[] lines = text.split("\r", -1);
        xml.writeCharacters(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            xml.writeEntityRef("#13");
            xml.writeCharacters(lines[i]);
        }
        xml.writeEndElement();
    }
}
