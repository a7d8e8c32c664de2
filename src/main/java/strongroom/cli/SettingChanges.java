package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.admin.SettingValue;

/** Settings and their changes as JSON. */
final class SettingChanges {

    private SettingChanges() {}

    static List<Map<String, @Nullable Object>> toList(List<SettingValue.Change> changes) {
        return changes.stream().map(SettingChanges::toMap).toList();
    }

    private static Map<String, @Nullable Object> toMap(SettingValue.Change change) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("setting", change.key());
        map.put("before", change.before());
        map.put("after", change.after());
        return map;
    }
}
