package strongroom.mdm.export;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Value;

/** JSON that knows where in the file it was. */
sealed interface JsonValue {

    /** Returns where it begins. */
    Place place();

    /**
     * An object.
     *
     * @param members each name once
     */
    record Members(Place place, List<Member> members) implements JsonValue {

        /** Copies the list. */
        public Members {
            members = List.copyOf(members);
        }

        /** Returns a member's value; null if there is none with this name. */
        @Nullable JsonValue get(String name) {
            for (Member member : members) {
                if (member.name().equals(name)) {
                    return member.value();
                }
            }
            return null;
        }
    }

    /** A name and its value. */
    record Member(Place place, String name, JsonValue value) {}

    /** An array. */
    record Items(Place place, List<JsonValue> items) implements JsonValue {

        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A truth value, a text or a number that the model knows. */
    record Plain(Place place, Value value) implements JsonValue {}

    /** {@code null}, a fraction, a number of more than 64 bits or with a sign before nought, a text with half a character. */
    record Strange(Place place) implements JsonValue {}

    /** Delivers it as a value, or adds why it is none. */
    default void deliver(@Nullable String credential, String key, Place place, Gathered gathered) {
        switch (this) {
            case Plain plain -> gathered.deliver(credential, key, place, plain.value());
            case Members members -> gathered.add(new Flaw.NestedValue(place, key));
            case Items items -> gathered.add(new Flaw.NestedValue(place, key));
            case Strange strange -> gathered.add(new Flaw.OtherValue(place, key));
        }
    }
}
