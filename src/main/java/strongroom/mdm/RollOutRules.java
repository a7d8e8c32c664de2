package strongroom.mdm;

import static strongroom.mdm.ContradictionRules.isOurs;
import static strongroom.mdm.Parameter.TH_SAFE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_USERNAME;
import static strongroom.mdm.Rule.android;
import static strongroom.mdm.Rule.around;
import static strongroom.mdm.Rule.both;
import static strongroom.mdm.Rule.change;
import static strongroom.mdm.Rule.ios;

import java.util.List;
import strongroom.mdm.Situation.Case;

/** What goes wrong when a policy reaches people and phones: mdm-policy 5.3. */
final class RollOutRules {

    static final List<Rule> ALL = List.of(
            android(Warning.W50, looked -> looked.isFalse(TH_SAFE_ENABLE) && looked.isFalse(TH_SAFE_RESTORE_ENABLE)),
            both(Warning.W51, change(Change::isForbiddenNow)),
            ios(
                    Warning.W52,
                    change(change -> change.url() != null
                            && (change.hasNewUrl() || change.hasNewCredentials())
                            && !change.isManaged()
                            // Without Safe before there was no backup that could be deleted.
                            && change.was().backup().mode() != BackupMode.FORBIDDEN
                            && change.is().backup().mode() != BackupMode.FORBIDDEN)),
            ios(Warning.W53, change(Change::hasUrlSpeltOtherwise)),
            both(Warning.W54, change(Change::hasNoUrlAnyMore)),
            both(
                    Warning.W55,
                    looked -> looked.evaluation().backup().mode() == BackupMode.ALLOWED
                            && !looked.hasText(TH_SAFE_SERVER_URL)),
            android(
                    Warning.W56,
                    looked -> looked.evaluation().backup().mode() == BackupMode.ALLOWED
                            && looked.hasText(TH_SAFE_SERVER_URL)),
            android(
                    Warning.W57,
                    change(change ->
                            change.before().isEmpty() && !change.after().isEmpty() && change.url() == null)),
            both(Warning.W58, looked -> isGlobal(looked, TH_SAFE_RESTORE_ID)),
            both(Warning.W59, looked -> isGlobal(looked, TH_SAFE_PASSWORD)),
            both(
                    Warning.W60,
                    around((looked, around) ->
                            around.server().logins().forUploads() && isGlobal(looked, TH_SAFE_SERVER_USERNAME))),
            both(
                    Warning.W61,
                    around((looked, around) -> looked.hasText(TH_SAFE_RESTORE_ID)
                            && !around.phones().backups().isLive())),
            both(
                    Warning.W62,
                    around((looked, around) -> looked.hasText(TH_SAFE_RESTORE_ID)
                            && around.phones().backups().isNewerThanPolicy())),
            both(Warning.W63, change(Change::hasRotatedPassword)),
            ios(
                    Warning.W64,
                    around((looked, around) -> around.server().logins().forRestore()
                            && isOurs(looked.text(TH_SAFE_SERVER_URL), around)
                            && around.phones().seen().contains(Platform.IOS))),
            ios(
                    Warning.W65,
                    around((looked, around) -> around.phones().seen().contains(Platform.IOS)
                            && looked.delivery().policy().values().keySet().stream()
                                    .anyMatch(parameter -> parameter.isSecret() && looked.hasText(parameter)))),
            ios(
                    Warning.W66,
                    around((looked, around) -> around.server().keeping().keptDays()
                            <= around.server().keeping().retentionDays())),
            both(
                    Warning.W67,
                    around((looked, around) -> around.server().keeping().largestBackup()
                            > around.server().keeping().maxBackupBytes())),
            ios(Warning.W68, around((looked, around) -> around.server().logins().locksOut())),
            android(
                    Warning.W69,
                    around((looked, around) -> around.phones().account().isWithdrawn())));

    private RollOutRules() {}

    private static boolean isGlobal(Case looked, Parameter parameter) {
        Origin origin = looked.origin(parameter);
        return origin != null && origin.level() == Level.GLOBAL && looked.hasText(parameter);
    }
}
