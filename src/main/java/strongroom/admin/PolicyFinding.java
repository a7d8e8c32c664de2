package strongroom.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Finding;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.Warning;

/**
 * A warning with all whom it concerns.
 *
 * @param platforms Android first
 * @param parameter what to change, null if nothing of the policy is
 * @param everybody whether it is raised for all who have no values of their own
 * @param accounts the user names of those for whom it is raised, in order; it may be raised for everybody beside
 */
public record PolicyFinding(
        Warning warning,
        Set<Platform> platforms,
        @Nullable Parameter parameter,
        boolean everybody,
        List<String> accounts) {

    public PolicyFinding {
        platforms = Collections.unmodifiableSet(EnumSet.copyOf(platforms));
        accounts = List.copyOf(accounts);
    }

    /** Collects what was found, one entry for each warning. */
    static final class Collector {

        private final Map<Warning, Set<Platform>> platforms = new EnumMap<>(Warning.class);
        private final Map<Warning, Finding> first = new EnumMap<>(Warning.class);
        private final Map<Warning, List<String>> accounts = new EnumMap<>(Warning.class);
        private final Set<Warning> everybody = EnumSet.noneOf(Warning.class);

        /**
         * Adds what was found.
         *
         * @param account the user name, null for everybody
         */
        void add(@Nullable String account, List<Finding> findings) {
            for (Finding finding : findings) {
                Warning warning = finding.warning();
                first.putIfAbsent(warning, finding);
                platforms
                        .computeIfAbsent(warning, none -> EnumSet.noneOf(Platform.class))
                        .addAll(finding.platforms());
                if (account == null) {
                    everybody.add(warning);
                } else {
                    accounts.computeIfAbsent(warning, none -> new ArrayList<>()).add(account);
                }
            }
        }

        /** Returns what was found, in the order of the warnings. */
        List<PolicyFinding> all() {
            List<PolicyFinding> all = new ArrayList<>();
            first.forEach((warning, finding) -> all.add(new PolicyFinding(
                    warning,
                    platforms.getOrDefault(warning, Set.of()),
                    finding.parameter(),
                    everybody.contains(warning),
                    accounts.getOrDefault(warning, List.of()))));
            return List.copyOf(all);
        }
    }
}
