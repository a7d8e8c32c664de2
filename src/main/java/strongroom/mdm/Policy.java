package strongroom.mdm;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of parameters, in the catalogue's order; what is absent is unset. Immutable. */
public record Policy(Map<Parameter, Value> values) {

    /** Nothing is set. */
    public static final Policy EMPTY = new Policy(Map.of());

    public Policy {
        Map<Parameter, Value> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** Returns what is set; null if nothing is. */
    public @Nullable Value get(Parameter parameter) {
        return values.get(parameter);
    }

    /** Tells whether a parameter is set, be it to an empty text. */
    public boolean has(Parameter parameter) {
        return values.containsKey(parameter);
    }

    /** Tells whether nothing is set. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the policy with a value more, or another one. */
    public Policy with(Parameter parameter, Value value) {
        Map<Parameter, Value> changed = new EnumMap<>(Parameter.class);
        changed.putAll(values);
        changed.put(parameter, value);
        return new Policy(changed);
    }

    /** Returns the policy without a value. */
    public Policy without(Parameter parameter) {
        Map<Parameter, Value> changed = new EnumMap<>(Parameter.class);
        changed.putAll(values);
        changed.remove(parameter);
        return new Policy(changed);
    }
}
