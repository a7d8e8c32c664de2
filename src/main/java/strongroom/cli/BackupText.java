package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.admin.BackupLine;
import strongroom.admin.BackupOperations;
import strongroom.backup.StoredBackup;
import strongroom.message.SingleLine;

/** Backups as people and programs read them. */
final class BackupText {

    static final List<String> HEAD =
            List.of("HANDLE", "TENANT", "ACCOUNT", "BYTES", "UPLOADED", "EXPIRES", "STATE", "VERSIONS");

    private BackupText() {}

    static List<String> row(BackupLine line) {
        return List.of(
                line.handle().toString(),
                line.tenant(),
                line.account() == null ? "-" : SingleLine.of(line.account()),
                Long.toString(line.bytes()),
                Shown.time(line.uploadedAt()),
                line.standing().held() ? "held" : Shown.time(line.ends()),
                state(line.standing().state()),
                Integer.toString(line.versions()));
    }

    static Map<String, Object> json(BackupLine line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("handle", line.handle().toString());
        map.put("tenant", line.tenant());
        put(map, "account", line.account());
        map.put("bytes", line.bytes());
        map.put("uploadedAt", line.uploadedAt().toString());
        put(map, "expiresAt", line.ends());
        map.put("state", state(line.standing().state()));
        map.put("versions", line.versions());
        return map;
    }

    /** As a line of the trash, which also says since when. */
    static Map<String, Object> trashJson(BackupLine line) {
        Map<String, Object> map = json(line);
        put(map, "trashedAt", line.standing().trashedAt());
        map.put("held", line.standing().held());
        return map;
    }

    static Map<String, Object> json(BackupOperations.Detail detail) {
        Map<String, Object> map = trashJson(detail.line());
        map.put("revision", detail.revision());
        map.put(
                "earlier",
                detail.versions().stream()
                        .map(blob -> {
                            Map<String, Object> version = new LinkedHashMap<>();
                            version.put("revision", blob.revision());
                            version.put("bytes", blob.bytes());
                            version.put("uploadedAt", blob.uploadedAt().toString());
                            return version;
                        })
                        .toList());
        return map;
    }

    /** Puts a value that may be absent; JSON then has a null. */
    // A map of objects has no way to say that a value may be null, and JSON needs it there.
    @SuppressWarnings("NullAway")
    static void put(Map<String, Object> map, String name, @Nullable Object value) {
        map.put(name, value == null || value instanceof Boolean || value instanceof Number ? value : value.toString());
    }

    private static String state(StoredBackup.State state) {
        return Shown.word(state);
    }
}
