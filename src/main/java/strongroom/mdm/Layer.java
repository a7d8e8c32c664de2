package strongroom.mdm;

import org.jspecify.annotations.Nullable;

/** The values of one level, in both channels. */
public record Layer(Policy external, Policy cockpit) {

    /** Nothing is set. */
    public static final Layer EMPTY = new Layer(Policy.EMPTY, Policy.EMPTY);

    /** Returns a level that has values in one channel. */
    public static Layer of(Channel channel, Policy policy) {
        return EMPTY.with(channel, policy);
    }

    /** Returns what is set in one channel. */
    public Policy of(Channel channel) {
        return switch (channel) {
            case EXTERNAL -> external;
            case COCKPIT -> cockpit;
        };
    }

    /** Returns the layer with another policy in one channel. */
    public Layer with(Channel channel, Policy policy) {
        return switch (channel) {
            case EXTERNAL -> new Layer(policy, cockpit);
            case COCKPIT -> new Layer(external, policy);
        };
    }

    /** Tells whether nothing is set in either channel. */
    public boolean isEmpty() {
        return external.isEmpty() && cockpit.isEmpty();
    }

    @Nullable Value get(Channel channel, Parameter parameter) {
        return of(channel).get(parameter);
    }
}
