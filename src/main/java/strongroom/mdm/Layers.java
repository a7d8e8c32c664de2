package strongroom.mdm;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is set for one phone: for everybody, and for its account.
 *
 * @param individual empty if the account has no values of its own
 * @param cockpitOverrides whether the cockpit's "App Configuration overrides" is switched on: where both channels have a value, the
 *     cockpit's counts
 */
public record Layers(Layer global, Layer individual, boolean cockpitOverrides) {

    /** Nothing is set. */
    public static final Layers EMPTY = new Layers(Layer.EMPTY, Layer.EMPTY, false);

    /**
     * A value that counts, and where it was set.
     *
     * @param global the value for everybody that it beats, null if there is none
     */
    public record Effective(
            Value value, Origin origin, @Nullable Value global) {}

    /**
     * Merges what is set as an app does (mdm-policy section 4): within a channel the individual value beats the global one, then the
     * channels are united.
     *
     * <p>What iOS does with the cockpit's values once it is set up was read and not tried [N: MDMSetup.m]: without the override it takes
     * none of them, with it only those that are renewable.
     */
    public Map<Parameter, Effective> effective(Platform platform, Phase phase) {
        Map<Parameter, Effective> external = merged(Channel.EXTERNAL);
        Map<Parameter, Effective> cockpit = merged(Channel.COCKPIT);
        // Both apps drop from the cockpit what belongs into a device manager alone.
        cockpit.keySet().removeIf(parameter -> !parameter.channels().contains(Channel.COCKPIT));
        if (platform == Platform.IOS && phase == Phase.AFTERWARDS) {
            cockpit.keySet().removeIf(parameter -> !cockpitOverrides || !parameter.isRenewable());
        }
        Map<Parameter, Effective> first = cockpitOverrides ? cockpit : external;
        Map<Parameter, Effective> second = cockpitOverrides ? external : cockpit;
        Map<Parameter, Effective> all = new EnumMap<>(second);
        all.putAll(first);
        return all;
    }

    /** Returns the values alone of {@link #effective}. */
    public Policy policy(Platform platform, Phase phase) {
        return policy(effective(platform, phase));
    }

    static Policy policy(Map<Parameter, Effective> all) {
        Map<Parameter, Value> values = new EnumMap<>(Parameter.class);
        all.forEach((parameter, effective) -> values.put(parameter, effective.value()));
        return new Policy(values);
    }

    /** Tells whether no parameter is set, whatever the override says. */
    public boolean isEmpty() {
        return global.isEmpty() && individual.isEmpty();
    }

    /** Tells whether the cockpit has a value. */
    public boolean usesCockpit() {
        return !global.cockpit().isEmpty() || !individual.cockpit().isEmpty();
    }

    /** Returns what is set at one level. */
    public Layer of(Level level) {
        return switch (level) {
            case GLOBAL -> global;
            case INDIVIDUAL -> individual;
        };
    }

    private Map<Parameter, Effective> merged(Channel channel) {
        Map<Parameter, Effective> merged = new EnumMap<>(Parameter.class);
        global.of(channel)
                .values()
                .forEach((parameter, value) ->
                        merged.put(parameter, new Effective(value, new Origin(Level.GLOBAL, channel), null)));
        individual
                .of(channel)
                .values()
                .forEach((parameter, value) -> merged.put(
                        parameter,
                        new Effective(value, new Origin(Level.INDIVIDUAL, channel), global.get(channel, parameter))));
        return merged;
    }
}
