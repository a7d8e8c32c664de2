package strongroom.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of settings: its key, its flag if it has one, its default as one would write it (null where the server decides),
 * and what it can hold.
 */
record Setting<T>(
        String key, @Nullable String flag, @Nullable String standard, SettingType<T> type) {

    /** Returns the environment variable: {@code argon2.memory} is {@code STRONGROOM_ARGON2_MEMORY}. */
    String variable() {
        return "STRONGROOM_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns where a value from the command line was written. */
    String flagName() {
        return flag == null ? "command line" : flag;
    }

    Written byDefault() {
        return new Written(key, standard, "default");
    }

    /** Returns the default for a sentence. */
    String shownDefault() {
        return standard == null ? "null" : standard;
    }
}
