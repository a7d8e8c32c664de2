package strongroom.mdm;

import static strongroom.mdm.Parameter.TH_DISABLE_BACKUPS;
import static strongroom.mdm.Parameter.TH_SAFE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SKIP_WIZARD;

/**
 * What one platform's app does under a policy.
 *
 * @param serverPreset whether the app is told its server
 * @param passwordPreset whether the backup's password is the managed one
 * @see <a href="https://github.com/threema-ch/threema-android">ThreemaSafeMDMConfig.java</a>, SafeSetupWork.swift; mdm-policy section 2
 */
public record Evaluation(
        Backup backup, boolean serverPreset, boolean passwordPreset, Restore restore, FirstSetUp firstSetUp) {

    /** Whether there will be backups, and why. */
    public record Backup(BackupMode mode, Reason reason) {}

    /** How a new phone restores, and why. */
    public record Restore(RestoreMode mode, Reason reason) {}

    /** Evaluates what a phone of this platform is given. */
    public static Evaluation of(Policy policy, Platform platform) {
        Delivery delivery = new Delivery(policy, platform);
        Backup backup = backup(delivery);
        boolean passwordPreset = backup.mode == BackupMode.FORCED && delivery.hasManagedPassword();
        return new Evaluation(
                backup,
                serverPreset(delivery, backup.mode),
                passwordPreset,
                restore(delivery),
                firstSetUp(delivery, backup.mode, passwordPreset));
    }

    private static Backup backup(Delivery delivery) {
        if (delivery.truth(TH_DISABLE_BACKUPS).isTrue()) {
            return new Backup(BackupMode.FORBIDDEN, Reason.BACKUPS_DISABLED);
        }
        return switch (delivery.truth(TH_SAFE_ENABLE)) {
            case UNSET -> new Backup(BackupMode.ALLOWED, Reason.SAFE_UNSET);
            case FALSE -> new Backup(BackupMode.FORBIDDEN, Reason.SAFE_FALSE);
            case TRUE -> new Backup(BackupMode.FORCED, Reason.SAFE_TRUE);
        };
    }

    private static boolean serverPreset(Delivery delivery, BackupMode mode) {
        boolean isTold = switch (delivery.platform()) {
            case ANDROID -> mode != BackupMode.FORBIDDEN;
            // Even with th_safe_enable=false, where it has no effect.
            case IOS -> !delivery.truth(TH_DISABLE_BACKUPS).isTrue();
        };
        return isTold && delivery.hasText(TH_SAFE_SERVER_URL);
    }

    private static Restore restore(Delivery delivery) {
        // Android goes on restoring when backups are disabled.
        if (delivery.platform() == Platform.IOS
                && delivery.truth(TH_DISABLE_BACKUPS).isTrue()) {
            return new Restore(RestoreMode.DISABLED, Reason.BACKUPS_DISABLED);
        }
        if (delivery.truth(TH_SAFE_RESTORE_ENABLE).isFalse()) {
            return new Restore(RestoreMode.DISABLED, Reason.RESTORE_FALSE);
        }
        if (!delivery.hasText(TH_SAFE_RESTORE_ID)) {
            return new Restore(RestoreMode.ALLOWED, Reason.NO_RESTORE_ID);
        }
        return delivery.hasManagedPassword()
                ? new Restore(RestoreMode.AUTO, Reason.RESTORE_ID_AND_PASSWORD)
                : new Restore(RestoreMode.FORCED_PROMPT, Reason.RESTORE_ID_ALONE);
    }

    private static FirstSetUp firstSetUp(Delivery delivery, BackupMode mode, boolean passwordPreset) {
        boolean isSkipped = delivery.truth(TH_SKIP_WIZARD).isTrue();
        return switch (mode) {
            case FORBIDDEN -> FirstSetUp.OFF;
            case ALLOWED -> isSkipped ? FirstSetUp.OFF_UNTIL_LATER : FirstSetUp.OPTIONAL_PAGE;
            case FORCED -> {
                if (passwordPreset) {
                    yield managed(delivery);
                }
                yield isSkipped ? FirstSetUp.PASSWORD_AFTER_WIZARD : FirstSetUp.MANDATORY_PAGE;
            }
        };
    }

    private static FirstSetUp managed(Delivery delivery) {
        return switch (delivery.platform()) {
            case ANDROID -> FirstSetUp.MANAGED_WITH_CONSENT;
            case IOS ->
                delivery.length(TH_SAFE_PASSWORD) == Length.SHORT
                        ? FirstSetUp.MANAGED_AT_NEXT_LAUNCH
                        : FirstSetUp.MANAGED;
        };
    }
}
