package strongroom.mdm.export;

import java.io.StringReader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Value;

/** Reads a property list in XML, or its {@code <dict>} alone. What a document type declares is not read, so that no entity is known. */
final class PlistReader {

    /** Ours have two. */
    private static final int MOST_LEVELS = 32;

    private final XMLStreamReader xml;
    private final Gathered gathered;

    private PlistReader(XMLStreamReader xml, Gathered gathered) {
        this.xml = xml;
        this.gathered = gathered;
    }

    static void read(String text, Gathered gathered) throws FlawException {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
            new PlistReader(xml, gathered).readDocument();
        } catch (XMLStreamException e) {
            throw malformed(place(e.getLocation()));
        }
    }

    /** Nothing outside the file is opened, and nothing inside it is multiplied. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // An unknown entity is then an event, which is refused, and not a hole in the text.
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the file is read");
        });
        return factory;
    }

    private void readDocument() throws XMLStreamException, FlawException {
        String encoding = xml.getCharacterEncodingScheme();
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw new FlawException(new Flaw.NotUtf8(here()));
        }
        require(step() == XMLStreamConstants.START_ELEMENT);
        boolean isWhole = isAt("plist");
        if (isWhole) {
            require(step() == XMLStreamConstants.START_ELEMENT);
        }
        require(isAt("dict"));
        gathered.openEverybody(here());
        readDict();
        if (isWhole) {
            require(step() == XMLStreamConstants.END_ELEMENT);
        }
        require(step() == XMLStreamConstants.END_DOCUMENT);
    }

    private void readDict() throws XMLStreamException, FlawException {
        while (step() == XMLStreamConstants.START_ELEMENT) {
            require(isAt("key"));
            Place place = here();
            String key = text();
            require(step() == XMLStreamConstants.START_ELEMENT);
            readValue(key, place);
        }
    }

    private void readValue(String key, Place place) throws XMLStreamException, FlawException {
        switch (xml.getLocalName()) {
            case "true" -> deliver(key, place, text().isBlank() ? new Value.Truth(true) : null);
            case "false" -> deliver(key, place, text().isBlank() ? new Value.Truth(false) : null);
            case "string" -> deliver(key, place, new Value.Text(text()));
            case "integer" -> deliver(key, place, Numbers.whole(text()));
            case "real", "date", "data" -> {
                skip();
                deliver(key, place, null);
            }
            case "dict", "array" -> {
                skip();
                gathered.add(new Flaw.NestedValue(place, key));
            }
            default -> throw gathered.otherShape(here());
        }
    }

    private void deliver(String key, Place place, @Nullable Value value) {
        if (value == null) {
            gathered.add(new Flaw.OtherValue(place, key));
        } else {
            gathered.deliver(null, key, place, value);
        }
    }

    /** Goes to the next beginning or end of an element, or to the end of the file; there may be only blanks and comments between. */
    private int step() throws XMLStreamException, FlawException {
        while (true) {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT,
                        XMLStreamConstants.END_ELEMENT,
                        XMLStreamConstants.END_DOCUMENT -> {
                    return event;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> require(xml.isWhiteSpace());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw malformed(here());
                default -> {}
            }
        }
    }

    /** Reads to the end of an element that holds nothing but text. */
    private String text() throws XMLStreamException, FlawException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getText());
                case XMLStreamConstants.START_ELEMENT -> throw gathered.otherShape(here());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw malformed(here());
                default -> {}
            }
        }
    }

    private void skip() throws XMLStreamException, FlawException {
        int level = 1;
        while (level > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> level++;
                case XMLStreamConstants.END_ELEMENT -> level--;
                default -> {}
            }
            if (level > MOST_LEVELS) {
                throw new FlawException(new Flaw.TooDeep(here()));
            }
        }
    }

    private boolean isAt(String name) {
        return xml.getLocalName().equals(name);
    }

    private void require(boolean isAsWanted) throws FlawException {
        if (!isAsWanted) {
            throw gathered.otherShape(here());
        }
    }

    private Place here() {
        return place(xml.getLocation());
    }

    private static FlawException malformed(Place place) {
        return new FlawException(new Flaw.Malformed(place, Flaw.Syntax.XML));
    }

    private static Place place(@Nullable Location location) {
        return location == null
                ? Place.START
                : new Place(Math.max(1, location.getLineNumber()), Math.max(1, location.getColumnNumber()));
    }
}
