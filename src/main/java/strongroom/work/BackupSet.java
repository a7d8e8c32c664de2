package strongroom.work;

import java.util.EnumMap;
import java.util.Map;
import strongroom.mdm.Channel;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;

/**
 * The parameters of a subscription that are ours to read, compare and write: those that govern backups and that phones take from the
 * cockpit. Names, csi and whatever else travels with them belong to whoever keeps the subscription.
 */
public final class BackupSet {

    private BackupSet() {}

    /** Tells whether a parameter belongs to it. */
    public static boolean has(Parameter parameter) {
        return parameter.group().isOfBackups() && parameter.channels().contains(Channel.COCKPIT);
    }

    /** Returns what of a policy belongs to it. */
    public static Policy of(Policy policy) {
        Map<Parameter, Value> values = new EnumMap<>(Parameter.class);
        policy.values().forEach((parameter, value) -> {
            if (has(parameter)) {
                values.put(parameter, value);
            }
        });
        return new Policy(values);
    }
}
