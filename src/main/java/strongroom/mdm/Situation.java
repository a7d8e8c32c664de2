package strongroom.mdm;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at when a policy is checked.
 *
 * @param layers what is set
 * @param before what was set before; null if no change is looked at
 * @param surroundings null if only the parameters are known
 */
public record Situation(
        Layers layers, @Nullable Layers before, @Nullable Surroundings surroundings) {

    /** Returns a situation of which only the parameters are known, in the external channel, for everybody or not. */
    public static Situation of(Policy policy) {
        return new Situation(new Layers(Layer.EMPTY, Layer.of(Channel.EXTERNAL, policy), false), null, null);
    }

    Map<Platform, Case> cases() {
        Map<Platform, Case> cases = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) {
            Map<Parameter, Layers.Effective> effective = layers.effective(platform, Phase.SET_UP);
            Policy policy = Layers.policy(effective);
            cases.put(
                    platform,
                    new Case(
                            this,
                            effective,
                            new Delivery(policy, platform),
                            Evaluation.of(policy, platform),
                            change(platform)));
        }
        return cases;
    }

    private @Nullable Change change(Platform platform) {
        return before == null
                ? null
                : Change.of(
                        platform, before.policy(platform, Phase.AFTERWARDS), layers.policy(platform, Phase.AFTERWARDS));
    }

    /**
     * A situation as one platform meets it.
     *
     * @param effective what a new phone is given, and where it was set
     * @param delivery the same, as the phone reads it
     * @param change what a phone notices that is set up, null if no change is looked at
     */
    record Case(
            Situation situation,
            Map<Parameter, Layers.Effective> effective,
            Delivery delivery,
            Evaluation evaluation,
            @Nullable Change change) {

        Platform platform() {
            return delivery.platform();
        }

        /** Returns where the value that counts was set; null if none is. */
        @Nullable Origin origin(Parameter parameter) {
            Layers.Effective value = effective.get(parameter);
            return value == null ? null : value.origin();
        }

        boolean isTrue(Parameter parameter) {
            return delivery.truth(parameter).isTrue();
        }

        boolean isFalse(Parameter parameter) {
            return delivery.truth(parameter).isFalse();
        }

        boolean hasText(Parameter parameter) {
            return delivery.hasText(parameter);
        }

        @Nullable String text(Parameter parameter) {
            return delivery.text(parameter);
        }

        Length password() {
            return delivery.length(Parameter.TH_SAFE_PASSWORD);
        }

        /** Tells whether such phones were seen; as long as nothing is known of phones, they may be there. */
        boolean isSeen() {
            Surroundings surroundings = situation.surroundings();
            return surroundings == null || surroundings.phones().seen().contains(platform());
        }

        boolean isForbidden() {
            return evaluation.backup().mode() == BackupMode.FORBIDDEN;
        }
    }
}
