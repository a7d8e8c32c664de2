package strongroom.mdm;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What was found, to be looked up. */
final class Raised {

    private Raised() {}

    /** Returns where each warning is raised. */
    static Map<Warning, Set<Platform>> by(Scene scene) {
        return by(scene.situation());
    }

    static Map<Warning, Set<Platform>> by(String policy) {
        return by(Scene.of(policy));
    }

    static Map<Warning, Set<Platform>> by(Parameter parameter, String text) {
        return by(Situation.of(Policy.EMPTY.with(parameter, new Value.Text(text))));
    }

    /** Returns the findings by their warnings. */
    static Map<Warning, Finding> findings(Scene scene) {
        Map<Warning, Finding> findings = new EnumMap<>(Warning.class);
        Finding.of(scene.situation()).forEach(finding -> findings.put(finding.warning(), finding));
        return findings;
    }

    private static Map<Warning, Set<Platform>> by(Situation situation) {
        Map<Warning, Set<Platform>> raised = new EnumMap<>(Warning.class);
        Finding.of(situation).forEach(finding -> raised.put(finding.warning(), finding.platforms()));
        return raised;
    }
}
