package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.Id128;
import strongroom.admin.Certificates.Batch;
import strongroom.admin.Certificates.Certificate;
import strongroom.admin.Offboarding;
import strongroom.admin.OffboardingAdvice;
import strongroom.admin.OffboardingOperations.Line;
import strongroom.admin.OffboardingOperations.Plan;
import strongroom.admin.PersonalBackups.Belongings;
import strongroom.backup.StoredBackup.State;
import strongroom.message.Message;

/** People who leave, as JSON. */
final class OffboardingJson {

    private OffboardingJson() {}

    static Map<String, @Nullable Object> plan(Plan plan) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", TenantView.slug(plan.tenant()));
        map.put("dryRun", true);
        map.put("accounts", plan.lines().stream().map(line -> line(plan, line)).toList());
        map.put("warnings", plan.warnings().stream().map(Message::toMap).toList());
        map.put("notReached", limits());
        return map;
    }

    private static Map<String, @Nullable Object> line(Plan plan, Line line) {
        Map<String, @Nullable Object> map = decision(line.name(), line.offboarding(plan.now()));
        map.put("belongings", belongings(line.belongings()));
        return map;
    }

    static Map<String, @Nullable Object> belongings(Belongings belongings) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("live", belongings.count(State.LIVE));
        map.put("trashed", belongings.count(State.TRASHED));
        map.put("damaged", belongings.count(State.DAMAGED));
        map.put("versions", belongings.versions());
        map.put("held", belongings.held());
        return map;
    }

    static Map<String, @Nullable Object> decision(String name, Offboarding decided) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("account", name);
        map.put("id", decided.account().toString());
        put(map, decided);
        map.put(
                "steps",
                OffboardingAdvice.steps(decided).stream().map(Message::toMap).toList());
        return map;
    }

    /** Puts a decision, null for each part if there is none. */
    static void put(Map<String, @Nullable Object> map, @Nullable Offboarding decided) {
        map.put("keepId", decided == null ? null : decided.terms().keepId());
        map.put("keepApp", decided == null ? null : decided.terms().keepApp());
        map.put("backup", decided == null ? null : Shown.word(decided.terms().backups()));
        map.put("decidedAt", Shown.timeOrNull(decided == null ? null : decided.decidedAt()));
        map.put("dueAt", Shown.timeOrNull(decided == null ? null : decided.dueAt()));
        map.put("doneAt", Shown.timeOrNull(decided == null ? null : decided.doneAt()));
    }

    static Map<String, @Nullable Object> report(List<OffboardingView.Entry> entries, List<Message> warnings) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("accounts", entries.stream().map(OffboardingJson::entry).toList());
        map.put("warnings", warnings.stream().map(Message::toMap).toList());
        map.put("notReached", limits());
        return map;
    }

    private static Map<String, @Nullable Object> entry(OffboardingView.Entry entry) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("account", entry.outcome().name());
        map.put("id", entry.outcome().account().toString());
        map.put("state", Shown.word(entry.outcome().progress()));
        put(map, entry.decided());
        put(map, entry.certificate());
        Offboarding decided = entry.decided();
        map.put(
                "steps",
                decided == null
                        ? List.of()
                        : OffboardingAdvice.steps(decided).stream()
                                .map(Message::toMap)
                                .toList());
        return map;
    }

    static void put(Map<String, @Nullable Object> map, Certificate certificate) {
        map.put(
                "trashed",
                certificate.trashed().stream().map(OffboardingJson::batch).toList());
        map.put(
                "destroyed",
                certificate.destroyed().stream().map(OffboardingJson::batch).toList());
        map.put("erasedAt", Shown.timeOrNull(certificate.erasedAt()));
    }

    private static Map<String, Object> batch(Batch batch) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", batch.at().toString());
        map.put("handles", batch.handles().stream().map(Id128::toString).toList());
        map.put("versions", batch.versions());
        return map;
    }

    private static List<Map<String, Object>> limits() {
        return OffboardingAdvice.limits().stream().map(Message::toMap).toList();
    }
}
