package strongroom.mdm;

import static strongroom.mdm.Parameter.Kind.BOOLEAN;
import static strongroom.mdm.Parameter.TH_DISABLE_BACKUPS;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD_PATTERN;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ways in which the two apps differ, in the order of mdm-policy 2.6. */
public enum Difference {
    /** A managed password that is too short or too long: Android ignores it, iOS uses it. */
    PASSWORD_LENGTH,
    /** {@code th_disable_backups} disables restoring on iOS alone. */
    RESTORE_WITHOUT_BACKUPS,
    /** A managed password without {@code th_safe_enable=true}: no effect on Android, iOS asks to adopt it. */
    PASSWORD_WITHOUT_ENABLE,
    /** Android asks at set-up whether to take the managed password, iOS only when it changes. */
    CONSENT,
    /** A truth value that comes as text or number. */
    TEXT_AS_TRUTH,
    /** Who may choose the server: in the wizard on Android, in the sheet after the set-up on iOS. */
    SERVER_CHOICE,
    /** Android repairs a URL without its scheme and fills {@code {backupIdPrefix8}} in, iOS does neither. */
    URL_REPAIR,
    /** On Android the whole password must match the pattern, on iOS the pattern must match once anywhere. */
    PATTERN,
    /** With a pattern, iOS does not compare the two password fields [N]. */
    PATTERN_FIELDS,
    /** Android restores with eight characters and more only, whatever a pattern allowed. */
    PATTERN_SHORT,
    /** A restore that fails: Android tries at every start, iOS stays on a screen until it is restarted. */
    RESTORE_FAILURE,
    /** When a change takes effect: Android after a restart, iOS at the next launch. */
    WHEN_IT_TAKES_EFFECT,
    /** iOS deletes the backup on a change of server or when Safe is forbidden, Android practically never [N]. */
    DELETE_ON_CHANGE,
    /** Under a managed password Android hides the Safe screen, iOS shows it read-only. */
    SAFE_SCREEN,
    /** If the URL is removed, Android moves to Threema's server, iOS stays on the old one. */
    URL_REMOVED,
    /** A Work sync without parameters: Android clears the cockpit's values, iOS keeps them. */
    SYNC_WITHOUT_PARAMETERS;

    /**
     * Returns the differences that show under a policy.
     *
     * @param policy what both platforms are given
     * @param usesCockpit whether a value of it comes from the cockpit
     */
    public static Set<Difference> of(Policy policy, boolean usesCockpit) {
        Set<Difference> found = EnumSet.noneOf(Difference.class);
        Delivery delivery = new Delivery(policy, Platform.IOS);
        Evaluation android = Evaluation.of(policy, Platform.ANDROID);
        Evaluation ios = Evaluation.of(policy, Platform.IOS);
        if (policy.isEmpty()) {
            return found;
        }
        found.add(WHEN_IT_TAKES_EFFECT);
        addPasswords(found, delivery, android, ios);
        addServer(found, delivery, android, ios);
        addPattern(found, delivery.text(TH_SAFE_PASSWORD_PATTERN));
        if (delivery.truth(TH_DISABLE_BACKUPS).isTrue()
                && android.restore().mode() != ios.restore().mode()) {
            found.add(RESTORE_WITHOUT_BACKUPS);
        }
        if (isForced(android.restore().mode()) || isForced(ios.restore().mode())) {
            found.add(RESTORE_FAILURE);
        }
        if (policy.values().entrySet().stream()
                .anyMatch(set -> set.getKey().kind() == BOOLEAN && !(set.getValue() instanceof Value.Truth))) {
            found.add(TEXT_AS_TRUTH);
        }
        if (ios.backup().mode() != BackupMode.FORBIDDEN) {
            found.add(DELETE_ON_CHANGE);
        }
        if (usesCockpit) {
            found.add(SYNC_WITHOUT_PARAMETERS);
        }
        return found;
    }

    /** Returns its stable name, as {@code --json} shows it: {@code password-length}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isForced(RestoreMode mode) {
        return mode == RestoreMode.AUTO || mode == RestoreMode.FORCED_PROMPT;
    }

    private static void addPasswords(Set<Difference> found, Delivery delivery, Evaluation android, Evaluation ios) {
        Length length = delivery.length(TH_SAFE_PASSWORD);
        if (length == Length.SHORT || length == Length.LONG) {
            found.add(PASSWORD_LENGTH);
        }
        if (length != Length.EMPTY && ios.backup().mode() == BackupMode.ALLOWED) {
            found.add(PASSWORD_WITHOUT_ENABLE);
        }
        if (android.passwordPreset() || ios.passwordPreset()) {
            found.add(CONSENT);
            found.add(SAFE_SCREEN);
        }
    }

    private static void addServer(Set<Difference> found, Delivery delivery, Evaluation android, Evaluation ios) {
        String url = delivery.text(TH_SAFE_SERVER_URL);
        boolean choiceDiffers = url == null
                ? ios.backup().mode() == BackupMode.FORCED
                : android.backup().mode() == BackupMode.ALLOWED;
        if (choiceDiffers) {
            found.add(SERVER_CHOICE);
        }
        if (url != null) {
            found.add(URL_REMOVED);
        }
        if (url != null && (!url.startsWith("https://") || url.contains("{backupIdPrefix8}"))) {
            found.add(URL_REPAIR);
        }
    }

    private static void addPattern(Set<Difference> found, @Nullable String pattern) {
        if (pattern == null) {
            return;
        }
        found.add(PATTERN);
        found.add(PATTERN_FIELDS);
        if (PasswordPattern.of(pattern).mayBeShort()) {
            found.add(PATTERN_SHORT);
        }
    }
}
