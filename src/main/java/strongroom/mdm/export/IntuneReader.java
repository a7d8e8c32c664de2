package strongroom.mdm.export;

import java.util.List;
import strongroom.mdm.Value;

/**
 * Reads what Intune's JSON editor has for Android.
 *
 * <p>The type of a value is the one that it has in JSON, not the one that its member is named after: where the two differ, what reaches
 * the phones is uncertain, and W01 and W02 shall be said.
 */
final class IntuneReader {

    private IntuneReader() {}

    static void read(String text, Gathered gathered) throws FlawException {
        JsonValue root = JsonReader.one(text, gathered);
        if (!(root instanceof JsonValue.Members document
                && document.get(IntuneWriter.PROPERTIES) instanceof JsonValue.Items properties)) {
            throw gathered.otherShape(root.place());
        }
        gathered.openEverybody(properties.place());
        for (JsonValue property : properties.items()) {
            read(property, gathered);
        }
    }

    private static void read(JsonValue item, Gathered gathered) throws FlawException {
        if (!(item instanceof JsonValue.Members property)
                || !(property.get("key") instanceof JsonValue.Plain(Place place, Value.Text(String name)))) {
            throw gathered.otherShape(item.place());
        }
        List<JsonValue> values = property.members().stream()
                .filter(member -> member.name().startsWith("value"))
                .map(JsonValue.Member::value)
                .toList();
        if (values.size() == 1) {
            values.getFirst().deliver(null, name, place, gathered);
        } else {
            gathered.add(new Flaw.OtherValue(place, name));
        }
    }
}
