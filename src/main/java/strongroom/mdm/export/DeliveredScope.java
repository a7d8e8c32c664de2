package strongroom.mdm.export;

import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Parameter;
import strongroom.mdm.Value;

/**
 * What a file delivers to somebody.
 *
 * @param credential null for everybody
 * @param place where the file begins to speak of him
 * @param values in the order of the file; each parameter once
 */
public record DeliveredScope(@Nullable String credential, Place place, List<Delivered> values) {

    /** Copies the list. */
    public DeliveredScope {
        values = List.copyOf(values);
    }

    /**
     * A value in the type that the file gives it, which need not be the one that the parameter has (W01, W02).
     *
     * @param place where its key is
     */
    public record Delivered(Parameter parameter, Value value, Place place) {}
}
