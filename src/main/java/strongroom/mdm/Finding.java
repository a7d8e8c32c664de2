package strongroom.mdm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Situation.Case;

/**
 * A warning that a policy raises.
 *
 * @param platforms where it was raised, at least one, Android first
 * @param parameter what to change, null if nothing of the policy is
 */
public record Finding(
        Warning warning, Set<Platform> platforms, @Nullable Parameter parameter) {

    private static final List<Rule> RULES = Stream.of(FormatRules.ALL, ContradictionRules.ALL, RollOutRules.ALL)
            .flatMap(List::stream)
            .toList();

    public Finding {
        platforms = Collections.unmodifiableSet(EnumSet.copyOf(platforms));
    }

    /**
     * Checks a situation. Warnings that need a change or what a server knows are not raised where these are not given,
     * and those that need a change only for platforms that were seen, where it is known which these are.
     *
     * @return what was found, in the order of the warnings
     */
    public static List<Finding> of(Situation situation) {
        Map<Warning, Set<Platform>> raised = new EnumMap<>(Warning.class);
        Map<Platform, Case> cases = situation.cases();
        for (Rule rule : RULES) {
            for (Case looked : cases.values()) {
                if (rule.platforms().contains(looked.platform())
                        && rule.condition().test(looked)) {
                    raised.computeIfAbsent(rule.warning(), none -> EnumSet.noneOf(Platform.class))
                            .add(looked.platform());
                }
            }
        }
        List<Finding> found = new ArrayList<>();
        raised.forEach((warning, platforms) -> {
            Case first = Objects.requireNonNull(cases.get(platforms.iterator().next()));
            found.add(new Finding(warning, platforms, parameter(warning, first, platforms)));
        });
        return List.copyOf(found);
    }

    private static @Nullable Parameter parameter(Warning warning, Case looked, Set<Platform> platforms) {
        Policy policy = looked.delivery().policy();
        return switch (warning) {
            case W01 -> firstMistyped(policy, FormatRules::isMistypedTruth);
            case W02 -> firstMistyped(policy, FormatRules::isMistypedText);
            case W12 ->
                FormatRules.isPlain(name(policy)) && !name(policy).contains(":")
                        ? Parameter.TH_SAFE_SERVER_PASSWORD
                        : warning.parameter();
            case W31 -> ContradictionRules.lostInCockpit(looked.situation().layers());
            case W37 ->
                platforms.contains(Platform.IOS)
                        ? Parameter.TH_DISABLE_SYSTEM_BACKUPS
                        : Parameter.TH_DISABLE_DATA_BACKUPS;
            default -> warning.parameter();
        };
    }

    private static String name(Policy policy) {
        return policy.get(Parameter.TH_SAFE_SERVER_USERNAME) instanceof Value.Text(String name) ? name : "";
    }

    private static @Nullable Parameter firstMistyped(Policy policy, BiPredicate<Parameter, Value> is) {
        return policy.values().entrySet().stream()
                .filter(set -> is.test(set.getKey(), set.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
