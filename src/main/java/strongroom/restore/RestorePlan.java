package strongroom.restore;

import java.util.Comparator;
import java.util.List;

/** The whole list that is gone through before a phone is given an ID to restore, in the order of its points (mdm-policy 7.4). */
public record RestorePlan(List<Finding> findings) {

    /** Puts the findings in the order of their points; within a point they stay in theirs. */
    public RestorePlan {
        findings = findings.stream()
                .sorted(Comparator.comparingInt(Finding::point))
                .toList();
    }

    /** Returns the heaviest state of all; what a person has to confirm does not weigh. */
    public State verdict() {
        return findings.stream()
                .map(Finding::state)
                .filter(state -> state != State.CONFIRM)
                .max(Comparator.naturalOrder())
                .orElse(State.OK);
    }
}
