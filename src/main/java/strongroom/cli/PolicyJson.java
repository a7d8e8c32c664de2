package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Evaluation;
import strongroom.mdm.Finding;
import strongroom.mdm.Platform;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;
import tools.jackson.databind.JsonNode;

/** Parts of the model as JSON. */
final class PolicyJson {

    private PolicyJson() {}

    /** Reads a value as a device manager would deliver it; null if it is none. */
    static @Nullable Value value(JsonNode node) {
        if (node.isBoolean()) {
            return new Value.Truth(node.booleanValue());
        }
        if (node.isString()) {
            return new Value.Text(node.stringValue());
        }
        return node.isIntegralNumber() && node.canConvertToLong() ? new Value.Whole(node.longValue()) : null;
    }

    /** Returns what a platform does, in words that programs read. */
    static Map<String, Object> modes(Evaluation evaluation) {
        Map<String, Object> modes = new LinkedHashMap<>();
        modes.put("backup", evaluation.backup().mode().name());
        modes.put("serverPreset", evaluation.serverPreset());
        modes.put("passwordPreset", evaluation.passwordPreset());
        modes.put("restore", evaluation.restore().mode().name());
        return modes;
    }

    static Map<String, Object> finding(Finding finding) {
        return warning(finding.warning(), finding.platforms());
    }

    static Map<String, Object> warning(Warning warning, Set<Platform> platforms) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", warning.name());
        map.put("severity", warning.severity().toString());
        map.put("platforms", names(platforms));
        return map;
    }

    /** Android first. */
    static List<String> names(Set<Platform> platforms) {
        return platforms.stream().sorted().map(Platform::toString).toList();
    }
}
