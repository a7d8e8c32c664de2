package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.Accounts;
import strongroom.account.Activity;
import strongroom.admin.DisclosureOperations.Disclosure;
import strongroom.admin.PersonalTraces.Awaited;
import strongroom.admin.PersonalTraces.Credential;
import strongroom.admin.PersonalTraces.Stray;
import strongroom.admin.PersonalTraces.Traces;
import strongroom.admin.PersonalTraces.Writer;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;

/** All that is stored about a person, as JSON. */
final class DisclosureJson {

    private final AuditText audit;

    DisclosureJson(AuditText audit) {
        this.audit = audit;
    }

    Map<String, @Nullable Object> of(Disclosure disclosure) {
        Traces traces = disclosure.traces();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("disclosedAt", disclosure.at().toString());
        map.put("account", account(disclosure));
        map.put(
                "earlierAccounts",
                disclosure.earlier().stream().map(DisclosureJson::earlier).toList());
        map.put("knownNetworks", traces.knownSources());
        map.put("backups", disclosure.backups().stream().map(BackupText::json).toList());
        map.put(
                "backupWriters",
                traces.writers().stream().map(DisclosureJson::writer).toList());
        map.put(
                "versionsInBackupsOfOthers",
                traces.strays().stream().map(DisclosureJson::stray).toList());
        map.put("policy", policy(disclosure.own()));
        map.put("decided", decided(traces));
        map.put("offboarding", offboarding(disclosure));
        map.put("expectedRestore", awaited(traces.awaited()));
        map.put(
                "workCredentials",
                traces.credentials().stream().map(DisclosureJson::credential).toList());
        map.put("auditLog", disclosure.events().stream().map(audit::json).toList());
        map.put(
                "notShown",
                List.of(
                        "contents of backups: they are encrypted on the phone, and nobody here can read them",
                        "passwords: only their hashes are stored",
                        "secret values of policies: their class is shown",
                        "networks that were logged in from: only keyed hashes are stored, their number is shown"));
        return map;
    }

    private static Map<String, @Nullable Object> account(Disclosure disclosure) {
        Map<String, @Nullable Object> map = AccountView.toMap(disclosure.listing());
        Activity activity = disclosure.listing().entry().activity();
        map.put("lastRefusedAt", Shown.timeOrNull(activity.lastRefused()));
        map.put("previousPasswordUsedAt", Shown.timeOrNull(activity.previousUsed()));
        map.put("previousPasswordUntil", Shown.timeOrNull(disclosure.traces().previousPasswordUntil()));
        map.put("erased", disclosure.erased());
        return map;
    }

    private static Map<String, @Nullable Object> earlier(Accounts.Entry entry) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", entry.account().id().toString());
        map.put("account", AccountView.name(entry.account()));
        map.put("csi", entry.account().labels().csi());
        map.put("tags", entry.account().labels().tags());
        Activity activity = entry.activity();
        map.put("lastConfigAt", Shown.timeOrNull(activity.lastConfig()));
        map.put("lastUploadAt", Shown.timeOrNull(activity.lastUpload()));
        map.put("lastReadAt", Shown.timeOrNull(activity.lastRead()));
        map.put("lastDeleteAt", Shown.timeOrNull(activity.lastDelete()));
        map.put("platform", activity.platform());
        return map;
    }

    private static Map<String, @Nullable Object> writer(Writer writer) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("handle", writer.handle().toString());
        map.put("platform", writer.platform());
        map.put("turnedAt", Shown.timeOrNull(writer.turnedAt()));
        map.put("turnedBeforeAt", Shown.timeOrNull(writer.turnedBeforeAt()));
        return map;
    }

    private static Map<String, @Nullable Object> stray(Stray stray) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("handle", stray.handle().toString());
        map.put("revision", stray.revision());
        map.put("uploadedAt", stray.uploadedAt().toString());
        return map;
    }

    private static Map<String, Object> policy(Layer layer) {
        Map<String, Object> channels = new LinkedHashMap<>();
        for (Channel channel : Channel.values()) {
            Map<String, Object> values = new LinkedHashMap<>();
            layer.of(channel)
                    .values()
                    .forEach((parameter, value) -> values.put(parameter.key(), PolicyView.plain(parameter, value)));
            channels.put(channel.toString(), values);
        }
        return channels;
    }

    private static Map<String, @Nullable Object> decided(Traces traces) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("uploads", Shown.word(traces.decided().uploads()));
        map.put("reads", Shown.word(traces.decided().reads()));
        return map;
    }

    private static @Nullable Map<String, @Nullable Object> offboarding(Disclosure disclosure) {
        if (disclosure.offboarding() == null) {
            return null;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        OffboardingJson.put(map, disclosure.offboarding());
        return map;
    }

    private static @Nullable Map<String, @Nullable Object> awaited(@Nullable Awaited awaited) {
        if (awaited == null) {
            return null;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("expectedAt", awaited.expectedAt().toString());
        map.put("untilAt", awaited.untilAt().toString());
        return map;
    }

    private static Map<String, @Nullable Object> credential(Credential credential) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("credential", credential.id());
        map.put("username", credential.username());
        return map;
    }
}
