package strongroom.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.NearestName;

/** The keys there are and were: finds a setting by its key, or says what to tell about a key that is none. */
final class KnownKeys {

    private final Map<String, String> removed;

    KnownKeys(Map<String, String> removed) {
        this.removed = removed;
    }

    @Nullable Setting<?> find(String key) {
        for (Setting<?> setting : Settings.ALL) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        return null;
    }

    boolean isGroup(String key) {
        return !keysOf(key).isEmpty();
    }

    Message unknown(String where, String key) {
        String successor = removed.get(key);
        if (successor != null) {
            return Message.of(MessageCode.SETTING_REMOVED, where, key, successor);
        }
        if (Settings.OF_TENANTS.contains(key)) {
            return Message.of(MessageCode.SETTING_OF_A_TENANT, where, key);
        }
        if (isGroup(key)) {
            return Message.of(MessageCode.SETTING_IS_A_GROUP, where, key, NearestName.of(key, keysOf(key)));
        }
        List<String> keys = Settings.ALL.stream().map(Setting::key).toList();
        return Message.of(MessageCode.SETTING_UNKNOWN, where, key, NearestName.of(key, keys));
    }

    Message unknownVariable(String variable) {
        for (Map.Entry<String, String> gone : removed.entrySet()) {
            if (variableOf(gone.getKey()).equals(variable)) {
                return Message.of(MessageCode.SETTING_REMOVED, "environment", variable, variableOf(gone.getValue()));
            }
        }
        List<String> variables = Settings.ALL.stream().map(Setting::variable).toList();
        return Message.of(MessageCode.SETTING_UNKNOWN, "environment", variable, NearestName.of(variable, variables));
    }

    private static String variableOf(String key) {
        return new Setting<>(key, null, null, SettingType.path()).variable();
    }

    private static List<String> keysOf(String group) {
        return Settings.ALL.stream()
                .map(Setting::key)
                .filter(key -> key.startsWith(group + "."))
                .toList();
    }
}
