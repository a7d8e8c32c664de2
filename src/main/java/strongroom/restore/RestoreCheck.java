package strongroom.restore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Situation;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;

/** Goes through the list of mdm-policy 7.4: a pure function of what was found out. */
public final class RestoreCheck {

    private static final Set<Warning> OF_TYPED =
            EnumSet.of(Warning.W03, Warning.W04, Warning.W05, Warning.W06, Warning.W07, Warning.W08);

    private static final Set<Warning> OF_SETTINGS = union(
            EnumSet.of(Warning.W01, Warning.W02), EnumSet.range(Warning.W09, Warning.W13),
            EnumSet.of(Warning.W21), EnumSet.range(Warning.W27, Warning.W32));

    private RestoreCheck() {}

    /** Returns the list; every point has at least one line. */
    public static RestorePlan of(RestoreCase found) {
        List<Finding> findings = new ArrayList<>();
        typedAndSettings(found, findings);
        BackupPoints.add(found, findings);
        ServerPoints.add(found, findings);
        findings.add(new Finding.OldPhone(State.CONFIRM));
        StoreFacts facts = found.facts();
        findings.add(new Finding.Afterwards(facts == null ? null : facts.account(), State.CONFIRM));
        return new RestorePlan(findings);
    }

    private static void typedAndSettings(RestoreCase found, List<Finding> findings) {
        Layers layers = found.settings().layers();
        StoreFacts facts = found.facts();
        Situation situation = new Situation(layers, null, facts == null ? null : facts.surroundings());
        List<Finding> typed = new ArrayList<>();
        List<Finding> settings = new ArrayList<>();
        for (strongroom.mdm.Finding raised : strongroom.mdm.Finding.of(situation)) {
            if (Collections.disjoint(raised.platforms(), found.platforms())) {
                continue;
            }
            if (OF_TYPED.contains(raised.warning())) {
                typed.add(ofPolicy(1, raised));
            } else if (OF_SETTINGS.contains(raised.warning())) {
                settings.add(ofPolicy(2, raised));
            }
        }
        if (!given(layers).equals(found.settings().policy().get(Parameter.TH_SAFE_RESTORE_ID))) {
            settings.add(new Finding.OtherIdentity(State.STOPS));
        }
        if (typed.isEmpty()) {
            typed.add(new Finding.OfTyped(!found.isOfUser(), State.OK));
        }
        if (facts == null) {
            settings.add(new Finding.SettingsUnknown(State.CONFIRM));
        } else if (settings.isEmpty()) {
            settings.add(new Finding.SettingsRight(State.OK));
        }
        findings.addAll(typed);
        findings.addAll(settings);
    }

    private static Finding ofPolicy(int point, strongroom.mdm.Finding raised) {
        return new Finding.OfPolicy(point, raised.warning(), raised.platforms(), raised.parameter());
    }

    private static Value given(Layers layers) {
        return layers.policy(Platform.ANDROID, Phase.SET_UP)
                .values()
                .getOrDefault(Parameter.TH_SAFE_RESTORE_ID, new Value.Text(""));
    }

    @SafeVarargs
    private static Set<Warning> union(Set<Warning>... parts) {
        Set<Warning> all = EnumSet.noneOf(Warning.class);
        for (Set<Warning> part : parts) {
            all.addAll(part);
        }
        return Collections.unmodifiableSet(all);
    }
}
