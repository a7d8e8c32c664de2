package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import strongroom.admin.KeyReport;

/** Keys as people and programs read them: fingerprints and numbers, never a key. */
final class KeyText {

    private KeyText() {}

    static void print(KeyReport report, Terminal terminal) {
        terminal.line("file: " + report.file() + (report.readOnly() ? " (read-only)" : ""));
        terminal.table(
                List.of("KEY", "CREATED", "NEWEST", "WRAPS", "COPY"),
                report.keys().stream()
                        .map(key -> List.of(
                                key.id(),
                                key.created() == null ? "missing" : Shown.time(key.created()),
                                key.newest() ? "yes" : "-",
                                Integer.toString(key.wrappedKeys()),
                                key.confirmed() ? "confirmed" : "-"))
                        .toList());
        terminal.table(
                List.of("TENANT:GENERATION", "NEWEST", "LIVE", "VERSIONS", "TRASH"),
                report.generations().stream()
                        .map(generation -> List.of(
                                generation.tenant() + ":" + generation.generation(),
                                generation.newest() ? "yes" : "-",
                                Long.toString(generation.live()),
                                Long.toString(generation.versions()),
                                Long.toString(generation.trashed())))
                        .toList());
    }

    static Map<String, Object> json(KeyReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", report.file().toString());
        map.put("insideData", report.insideData());
        map.put("readOnly", report.readOnly());
        map.put("keys", report.keys().stream().map(KeyText::json).toList());
        map.put("generations", report.generations().stream().map(KeyText::json).toList());
        return map;
    }

    private static Map<String, Object> json(KeyReport.KeyLine key) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", key.id());
        BackupText.put(map, "created", key.created());
        map.put("newest", key.newest());
        map.put("wrappedKeys", key.wrappedKeys());
        map.put("confirmed", key.confirmed());
        map.put("missing", key.created() == null);
        return map;
    }

    private static Map<String, Object> json(KeyReport.GenerationLine generation) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tenant", generation.tenant());
        map.put("generation", generation.generation());
        map.put("newest", generation.newest());
        map.put("live", generation.live());
        map.put("versions", generation.versions());
        map.put("trash", generation.trashed());
        return map;
    }
}
