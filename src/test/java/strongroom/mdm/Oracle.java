package strongroom.mdm;

import org.jspecify.annotations.Nullable;

/**
 * The decision function of mdm-policy 2.1, 2.4 and 2.5 once more, written from its pseudo code and for one purpose: to be compared with.
 * It knows no type of the code that it judges; a value is its text as {@link Written} reads it, null where nothing is set.
 */
record Oracle(boolean isAndroid, Setting setting) {

    /** Values as they are written: {@code true}, {@code 'true'}, {@code 1}; of texts their length alone matters, -1 where there is none. */
    record Setting(
            @Nullable String disableBackups,
            @Nullable String safeEnable,
            @Nullable String restoreEnable,
            @Nullable String skipWizard,
            int restoreId,
            int password,
            int url) {}

    String expected() {
        return "%s server=%s password=%s %s %s"
                .formatted(backup(), serverPreset(), passwordPreset(), restore(), setUp());
    }

    private String backup() {
        if (isTrue(setting.disableBackups)) {
            return "FORBIDDEN";
        }
        if (isUnset(setting.safeEnable)) {
            return "ALLOWED";
        }
        return isTrue(setting.safeEnable) ? "FORCED" : "FORBIDDEN";
    }

    private boolean serverPreset() {
        if (isAndroid) {
            return setting.url > 0 && !backup().equals("FORBIDDEN");
        }
        return setting.url > 0 && !isTrue(setting.disableBackups);
    }

    private boolean hasPassword() {
        return isAndroid ? 8 <= setting.password && setting.password <= 4096 : setting.password > 0;
    }

    private boolean passwordPreset() {
        return backup().equals("FORCED") && hasPassword();
    }

    private String restore() {
        if (!isAndroid && isTrue(setting.disableBackups)) {
            return "DISABLED";
        }
        if (!isUnset(setting.restoreEnable) && !isTrue(setting.restoreEnable)) {
            return "DISABLED";
        }
        if (setting.restoreId <= 0) {
            return "ALLOWED";
        }
        return hasPassword() ? "AUTO" : "FORCED_PROMPT";
    }

    private String setUp() {
        boolean isSkipped = isTrue(setting.skipWizard);
        if (backup().equals("FORBIDDEN")) {
            return "OFF";
        }
        if (backup().equals("ALLOWED")) {
            return isSkipped ? "OFF_UNTIL_LATER" : "OPTIONAL_PAGE";
        }
        if (!passwordPreset()) {
            return isSkipped ? "PASSWORD_AFTER_WIZARD" : "MANDATORY_PAGE";
        }
        if (isAndroid) {
            return "MANAGED_WITH_CONSENT";
        }
        return setting.password < 8 ? "MANAGED_AT_NEXT_LAUNCH" : "MANAGED";
    }

    private boolean isTrue(@Nullable String written) {
        if (written == null) {
            return false;
        }
        if (isAndroid) {
            return written.equals("true");
        }
        return written.equals("true")
                || written.equalsIgnoreCase("'true'")
                || written.equals("'1'")
                || (written.matches("-?[0-9]+") && !written.equals("0"));
    }

    private boolean isUnset(@Nullable String written) {
        if (written == null) {
            return true;
        }
        boolean isOtherText = written.startsWith("'") && !written.matches("(?i)'(true|false|1|0)'");
        return !isAndroid && isOtherText;
    }
}
