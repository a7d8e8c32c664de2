package strongroom.mdm.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON with the places of everything in it. */
final class JsonReader {

    /** Our formats need five. */
    static final int MOST_LEVELS = 32;

    /** 100,000 credentials with five parameters each. */
    static final int MOST_VALUES = 2_000_000;

    private final JsonParser parser;
    private final Gathered gathered;
    private int values;

    private JsonReader(JsonParser parser, Gathered gathered) {
        this.parser = parser;
        this.gathered = gathered;
    }

    /** Reads the only value of a file. */
    static JsonValue one(String text, Gathered gathered) throws FlawException {
        List<JsonValue> all = all(text, gathered);
        if (all.size() == 1) {
            return all.getFirst();
        }
        throw gathered.otherShape(all.isEmpty() ? Place.START : all.get(1).place());
    }

    /** Reads all values that stand in a file one after another. */
    static List<JsonValue> all(String text, Gathered gathered) throws FlawException {
        List<JsonValue> all = new ArrayList<>();
        try (JsonParser parser = JsonMapper.shared().createParser(text)) {
            JsonReader reader = new JsonReader(parser, gathered);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                all.add(reader.value(token, 1));
            }
        } catch (JacksonException e) {
            throw new FlawException(new Flaw.Malformed(place(e.getLocation()), Flaw.Syntax.JSON));
        }
        return all;
    }

    private JsonValue value(JsonToken token, int level) throws FlawException {
        Place place = here();
        if (level > MOST_LEVELS) {
            throw new FlawException(new Flaw.TooDeep(place));
        }
        values++;
        if (values > MOST_VALUES) {
            throw new FlawException(new Flaw.TooMuch(place));
        }
        return switch (token) {
            case START_OBJECT -> members(place, level);
            case START_ARRAY -> items(place, level);
            case VALUE_TRUE -> new JsonValue.Plain(place, new Value.Truth(true));
            case VALUE_FALSE -> new JsonValue.Plain(place, new Value.Truth(false));
            case VALUE_STRING -> text(place);
            case VALUE_NUMBER_INT -> number(place);
            default -> new JsonValue.Strange(place);
        };
    }

    private JsonValue members(Place place, int level) throws FlawException {
        List<JsonValue.Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place at = here();
            String name = parser.currentName();
            JsonValue value = value(parser.nextToken(), level + 1);
            if (names.add(name)) {
                members.add(new JsonValue.Member(at, name, value));
            } else {
                gathered.add(new Flaw.DuplicateKey(at, name));
            }
        }
        return new JsonValue.Members(place, members);
    }

    private JsonValue items(Place place, int level) throws FlawException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token, level + 1));
        }
        return new JsonValue.Items(place, items);
    }

    private JsonValue text(Place place) {
        String text = parser.getString();
        return Characters.isUnicode(text)
                ? new JsonValue.Plain(place, new Value.Text(text))
                : new JsonValue.Strange(place);
    }

    private JsonValue number(Place place) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> {
                Value.Whole number = Numbers.whole(parser.getString());
                yield number == null ? new JsonValue.Strange(place) : new JsonValue.Plain(place, number);
            }
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> new JsonValue.Strange(place);
        };
    }

    private Place here() {
        return place(parser.currentTokenLocation());
    }

    private static Place place(@Nullable TokenStreamLocation location) {
        return location == null
                ? Place.START
                : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
