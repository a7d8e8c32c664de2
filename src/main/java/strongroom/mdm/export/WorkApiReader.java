package strongroom.mdm.export;

import org.jspecify.annotations.Nullable;
import strongroom.mdm.Value;

/**
 * Reads bodies and answers of the Work API, one after another, as many as there are.
 *
 * <p>The API names a parameter in three ways, depending on the request: {@code name}, {@code property}, and by one schema {@code id}
 * (mdm-policy 8.4).
 */
final class WorkApiReader {

    private WorkApiReader() {}

    static void read(String text, Gathered gathered) throws FlawException {
        for (JsonValue root : JsonReader.all(text, gathered)) {
            if (!(root instanceof JsonValue.Members body)) {
                throw gathered.otherShape(root.place());
            }
            if (body.get("credentials") instanceof JsonValue.Items credentials) {
                readCredentials(credentials, gathered);
            } else if (body.get("parameters") instanceof JsonValue.Items parameters) {
                gathered.openEverybody(parameters.place());
                readParameters(null, parameters, gathered);
            } else {
                gathered.openEverybody(body.place());
                readParameter(null, body, gathered);
            }
        }
    }

    private static void readCredentials(JsonValue.Items credentials, Gathered gathered) throws FlawException {
        for (JsonValue item : credentials.items()) {
            if (!(item instanceof JsonValue.Members credential)
                    || !(credential.get("id") instanceof JsonValue.Plain(Place place, Value.Text(String name)))
                    || name.isEmpty()
                    || !(credential.get("parameters") instanceof JsonValue.Items parameters)) {
                throw gathered.otherShape(item.place());
            }
            gathered.open(name, place);
            readParameters(name, parameters, gathered);
        }
    }

    private static void readParameters(@Nullable String credential, JsonValue.Items parameters, Gathered gathered)
            throws FlawException {
        for (JsonValue item : parameters.items()) {
            readParameter(credential, item, gathered);
        }
    }

    private static void readParameter(@Nullable String credential, JsonValue item, Gathered gathered)
            throws FlawException {
        if (!(item instanceof JsonValue.Members parameter)
                || !(name(parameter) instanceof JsonValue.Plain(Place place, Value.Text(String name)))) {
            throw gathered.otherShape(item.place());
        }
        JsonValue value = parameter.get("value");
        if (value == null) {
            throw gathered.otherShape(item.place());
        }
        value.deliver(credential, name, place, gathered);
    }

    private static @Nullable JsonValue name(JsonValue.Members parameter) {
        for (String member : new String[] {"name", "property", "id"}) {
            JsonValue name = parameter.get(member);
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
