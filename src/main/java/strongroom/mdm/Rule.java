package strongroom.mdm;

import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import strongroom.mdm.Situation.Case;

/**
 * When a warning is raised for a platform.
 *
 * @param platforms where it can be raised at all
 */
record Rule(Warning warning, Set<Platform> platforms, Predicate<Case> condition) {

    static Rule both(Warning warning, Predicate<Case> condition) {
        return new Rule(warning, Platform.both(), condition);
    }

    static Rule android(Warning warning, Predicate<Case> condition) {
        return new Rule(warning, Set.of(Platform.ANDROID), condition);
    }

    static Rule ios(Warning warning, Predicate<Case> condition) {
        return new Rule(warning, Set.of(Platform.IOS), condition);
    }

    /** Looks at a change, where phones of the platform were seen that would notice it; without a change it does not hold. */
    static Predicate<Case> change(Predicate<Change> condition) {
        return looked -> looked.change() != null && looked.isSeen() && condition.test(looked.change());
    }

    /** Looks at what the server knows; without it it does not hold. */
    static Predicate<Case> around(BiPredicate<Case, Surroundings> condition) {
        return looked -> {
            Surroundings surroundings = looked.situation().surroundings();
            return surroundings != null && condition.test(looked, surroundings);
        };
    }
}
