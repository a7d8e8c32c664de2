package strongroom.mdm;

import static strongroom.mdm.Parameter.TH_DISABLE_BACKUPS;
import static strongroom.mdm.Parameter.TH_SAFE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SKIP_WIZARD;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policies that a row of a decision table stands for: one for each combination of the values that its cells allow. */
final class Cells {

    private static final Map<String, Parameter> COLUMNS = columns();

    private Cells() {}

    private static Map<String, Parameter> columns() {
        Map<String, Parameter> columns = new LinkedHashMap<>();
        columns.put("disable_backups", TH_DISABLE_BACKUPS);
        columns.put("safe_enable", TH_SAFE_ENABLE);
        columns.put("restore_enable", TH_SAFE_RESTORE_ENABLE);
        columns.put("restore_id", TH_SAFE_RESTORE_ID);
        columns.put("password", TH_SAFE_PASSWORD);
        columns.put("url", TH_SAFE_SERVER_URL);
        columns.put("skip_wizard", TH_SKIP_WIZARD);
        return columns;
    }

    static List<Policy> policies(Table.Row row) {
        List<Policy> all = List.of(Policy.EMPTY);
        for (Map.Entry<String, Parameter> column : COLUMNS.entrySet()) {
            if (row.cells().containsKey(column.getKey())) {
                all = product(all, column.getValue(), row.words(column.getKey()));
            }
        }
        return all;
    }

    private static List<Policy> product(List<Policy> some, Parameter parameter, List<String> words) {
        List<Policy> all = new ArrayList<>();
        for (Policy policy : some) {
            for (String word : words) {
                for (String state : states(parameter, word)) {
                    Value value = value(parameter, state);
                    all.add(value == null ? policy : policy.with(parameter, value));
                }
            }
        }
        return all;
    }

    private static List<String> states(Parameter parameter, String word) {
        boolean isTruth = parameter.kind() == Parameter.Kind.BOOLEAN;
        boolean isPassword = parameter == TH_SAFE_PASSWORD;
        return switch (word) {
            case "any" ->
                isTruth
                        ? List.of("unset", "false", "true")
                        : join(states(parameter, "absent"), states(parameter, "set"));
            // An empty text is none, to both apps.
            case "absent" -> List.of("unset", "0");
            case "set" -> isPassword ? List.of("1", "7", "8", "4096", "4097") : List.of("8");
            default -> List.of(word);
        };
    }

    private static List<String> join(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static @Nullable Value value(Parameter parameter, String state) {
        if (state.equals("unset")) {
            return null;
        }
        return parameter.kind() == Parameter.Kind.BOOLEAN
                ? new Value.Truth(Boolean.parseBoolean(state))
                : new Value.Text("X".repeat(Integer.parseInt(state)));
    }
}
