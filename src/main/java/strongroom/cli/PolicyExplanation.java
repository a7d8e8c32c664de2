package strongroom.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import strongroom.admin.PolicySentences;
import strongroom.mdm.BackupMode;
import strongroom.mdm.Difference;
import strongroom.mdm.Evaluation;
import strongroom.mdm.Finding;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Situation;
import strongroom.mdm.Value;
import strongroom.message.Message;
import strongroom.message.PolicyCode;

/** What phones make of a policy, in words and as JSON. */
final class PolicyExplanation {

    private static final List<String> HEAD = List.of("PLATFORM", "WHAT", "MODE", "WHAT IT MEANS");

    private final Terminal terminal;
    private final Layers layers;
    private final List<Finding> findings;
    private final Map<Platform, Evaluation> evaluations = new EnumMap<>(Platform.class);

    PolicyExplanation(Terminal terminal, Layers layers) {
        this.terminal = terminal;
        this.layers = layers;
        this.findings = Finding.of(new Situation(layers, null, null));
        for (Platform platform : Platform.values()) {
            evaluations.put(platform, Evaluation.of(layers.policy(platform, Phase.SET_UP), platform));
        }
    }

    void print() {
        List<List<String>> rows = new ArrayList<>();
        evaluations.forEach((platform, evaluation) -> add(rows, platform, evaluation));
        terminal.table(HEAD, rows);
        printEffective();
        Set<Difference> differences = differences();
        if (!differences.isEmpty()) {
            terminal.line("");
            differences.forEach(difference -> terminal.line(PolicySentences.of(difference)));
        }
        if (!findings.isEmpty()) {
            terminal.line("");
            new PolicyImpactView(terminal).printFindings(findings);
        }
        List<String> ignored = ignoredAfterwards();
        if (!ignored.isEmpty()) {
            terminal.note(Message.of(PolicyCode.PHONE_IGNORES_AFTERWARDS, String.join(", ", ignored)));
        }
    }

    private void printEffective() {
        List<Map<String, Object>> effective = effective(PolicyView::text);
        if (effective.isEmpty()) {
            return;
        }
        terminal.line("");
        terminal.table(
                List.of("PARAMETER", "VALUE", "FROM", "CHANNEL"),
                effective.stream()
                        .map(row -> row.values().stream().map(String::valueOf).toList())
                        .toList());
    }

    private void add(List<List<String>> rows, Platform platform, Evaluation evaluation) {
        add(rows, platform, "backup", evaluation.backup().mode().name(), PolicySentences.of(evaluation.backup()));
        add(rows, platform, "server", preset(evaluation.serverPreset()), Message.of(server(evaluation)));
        add(rows, platform, "password", preset(evaluation.passwordPreset()), Message.of(password(evaluation)));
        add(rows, platform, "set-up", evaluation.firstSetUp().name(), PolicySentences.of(evaluation.firstSetUp()));
        add(rows, platform, "restore", evaluation.restore().mode().name(), PolicySentences.of(evaluation.restore()));
    }

    private void add(List<List<String>> rows, Platform platform, String what, String mode, Message meaning) {
        rows.add(List.of(platform.toString(), what, mode, terminal.catalogue().render(meaning)));
    }

    private static PolicyCode server(Evaluation evaluation) {
        if (evaluation.backup().mode() == BackupMode.FORBIDDEN) {
            return PolicyCode.PHONE_SERVER_WITHOUT_BACKUP;
        }
        return evaluation.serverPreset() ? PolicyCode.PHONE_SERVER_PRESET : PolicyCode.PHONE_SERVER_NOT_PRESET;
    }

    private static PolicyCode password(Evaluation evaluation) {
        if (evaluation.backup().mode() == BackupMode.FORBIDDEN) {
            return PolicyCode.PHONE_PASSWORD_WITHOUT_BACKUP;
        }
        return evaluation.passwordPreset() ? PolicyCode.PHONE_PASSWORD_PRESET : PolicyCode.PHONE_PASSWORD_NOT_PRESET;
    }

    private static String preset(boolean preset) {
        return preset ? "PRESET" : "NOT_PRESET";
    }

    private Set<Difference> differences() {
        return Difference.of(layers.policy(Platform.IOS, Phase.SET_UP), layers.usesCockpit());
    }

    /** Returns the keys of what iPhones take at the set-up and not afterwards. */
    private List<String> ignoredAfterwards() {
        Map<Parameter, Layers.Effective> afterwards = layers.effective(Platform.IOS, Phase.AFTERWARDS);
        return layers.effective(Platform.IOS, Phase.SET_UP).keySet().stream()
                .filter(parameter -> parameter.isRenewable() && !afterwards.containsKey(parameter))
                .map(Parameter::key)
                .toList();
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        evaluations.forEach((platform, evaluation) -> map.put(platform.toString(), toMap(evaluation)));
        map.put("differences", differences().stream().map(Difference::toString).toList());
        map.put("effective", effective(PolicyView::plain));
        map.put("ignoredByIosAfterwards", ignoredAfterwards());
        map.put("warnings", findings.stream().map(PolicyJson::finding).toList());
        return map;
    }

    private static Map<String, Object> toMap(Evaluation evaluation) {
        Map<String, Object> map = PolicyJson.modes(evaluation);
        map.put("firstSetUp", evaluation.firstSetUp().name());
        map.put("backupBecauseOf", evaluation.backup().reason().parameter().key());
        map.put("restoreBecauseOf", evaluation.restore().reason().parameter().key());
        return map;
    }

    /**
     * Returns what counts and where it was set, by the names of {@code --json}, in the order of the table's columns.
     *
     * @param shown how a value is shown
     */
    private List<Map<String, Object>> effective(BiFunction<Parameter, Value, Object> shown) {
        List<Map<String, Object>> all = new ArrayList<>();
        layers.effective(Platform.ANDROID, Phase.SET_UP).forEach((parameter, effective) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("parameter", parameter.key());
            map.put("value", shown.apply(parameter, effective.value()));
            map.put("level", effective.origin().level().toString());
            map.put("channel", effective.origin().channel().toString());
            all.add(map);
        });
        return all;
    }
}
