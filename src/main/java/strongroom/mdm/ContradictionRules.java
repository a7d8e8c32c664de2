package strongroom.mdm;

import static strongroom.mdm.Parameter.TH_DISABLE_BACKUPS;
import static strongroom.mdm.Parameter.TH_DISABLE_DATA_BACKUPS;
import static strongroom.mdm.Parameter.TH_DISABLE_ID_EXPORT;
import static strongroom.mdm.Parameter.TH_DISABLE_SYSTEM_BACKUPS;
import static strongroom.mdm.Parameter.TH_ID_BACKUP;
import static strongroom.mdm.Parameter.TH_READONLY_PROFILE;
import static strongroom.mdm.Parameter.TH_SAFE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD_PATTERN;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_USERNAME;
import static strongroom.mdm.Parameter.TH_SKIP_WIZARD;
import static strongroom.mdm.Rule.android;
import static strongroom.mdm.Rule.around;
import static strongroom.mdm.Rule.both;
import static strongroom.mdm.Rule.ios;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Situation.Case;

/** Parameters that do not go together: mdm-policy 5.2. */
final class ContradictionRules {

    private static final Set<Parameter> SET_UP_ONLY =
            Set.of(TH_SAFE_RESTORE_ENABLE, TH_SAFE_RESTORE_ID, TH_SKIP_WIZARD);

    static final List<Rule> ALL = List.of(
            both(Warning.W20, looked -> looked.isTrue(TH_DISABLE_BACKUPS) && looked.isTrue(TH_SAFE_ENABLE)),
            both(Warning.W21, looked -> looked.isTrue(TH_DISABLE_BACKUPS) && looked.hasText(TH_SAFE_RESTORE_ID)),
            android(
                    Warning.W22,
                    looked -> looked.isTrue(TH_DISABLE_BACKUPS) && !looked.isFalse(TH_SAFE_RESTORE_ENABLE)),
            both(Warning.W23, looked -> looked.isTrue(TH_SAFE_ENABLE) && looked.isTrue(TH_SKIP_WIZARD)),
            both(Warning.W24, looked -> looked.isTrue(TH_SAFE_ENABLE) && !looked.hasText(TH_SAFE_PASSWORD)),
            both(Warning.W25, looked -> looked.hasText(TH_SAFE_PASSWORD) && !looked.isTrue(TH_SAFE_ENABLE)),
            both(Warning.W26, looked -> looked.hasText(TH_SAFE_PASSWORD) && looked.isForbidden()),
            both(Warning.W27, looked -> looked.hasText(TH_SAFE_RESTORE_ID) && looked.isFalse(TH_SAFE_RESTORE_ENABLE)),
            both(Warning.W28, looked -> looked.hasText(TH_SAFE_RESTORE_ID) && !looked.hasText(TH_SAFE_PASSWORD)),
            both(
                    Warning.W29,
                    around((looked, around) ->
                            looked.hasText(TH_SAFE_RESTORE_ID) && !looked.hasText(TH_SAFE_SERVER_URL))),
            both(Warning.W30, around(ContradictionRules::lacksLogin)),
            both(Warning.W31, looked -> lostInCockpit(looked.situation().layers()) != null),
            both(
                    Warning.W32,
                    // With a password by the device manager the phone restores by itself.
                    looked -> looked.hasText(TH_SAFE_RESTORE_ID)
                            && isFromCockpit(looked, TH_SAFE_RESTORE_ID)
                            && !looked.delivery().hasManagedPassword()),
            both(Warning.W33, looked -> looked.hasText(TH_SAFE_RESTORE_ID) && looked.hasText(TH_ID_BACKUP)),
            both(
                    Warning.W34,
                    around((looked, around) -> around.phones().backups().isSetUp()
                            && SET_UP_ONLY.stream().anyMatch(parameter -> isChanged(looked, parameter)))),
            ios(
                    Warning.W35,
                    around((looked, around) -> looked.situation().layers().usesCockpit()
                            && !looked.situation().layers().cockpitOverrides()
                            && around.phones().backups().isSetUp())),
            both(
                    Warning.W36,
                    around((looked, around) -> around.phones().account().isShared()
                            && !looked.situation().layers().individual().isEmpty())),
            ios(
                    Warning.W37,
                    looked -> looked.isTrue(TH_DISABLE_DATA_BACKUPS) && !looked.isTrue(TH_DISABLE_SYSTEM_BACKUPS)),
            android(
                    Warning.W37,
                    looked -> looked.isTrue(TH_DISABLE_SYSTEM_BACKUPS) && !looked.isTrue(TH_DISABLE_DATA_BACKUPS)),
            ios(
                    Warning.W38,
                    looked -> looked.isForbidden() && looked.isTrue(TH_DISABLE_SYSTEM_BACKUPS) && hasNoExport(looked)),
            both(Warning.W39, looked -> looked.isForbidden() && hasNoExport(looked) && hasNoOtherBackup(looked)),
            ios(Warning.W40, ContradictionRules::isRefusedByPattern),
            both(Warning.W41, looked -> {
                String pattern = looked.text(TH_SAFE_PASSWORD_PATTERN);
                return pattern != null && !PasswordPattern.of(pattern).isClear();
            }));

    private ContradictionRules() {}

    /** The server that wants the login is ours; what another one wants nobody knows here. */
    private static boolean lacksLogin(Case looked, Surroundings around) {
        return around.server().logins().forUploads()
                && isOurs(looked.text(TH_SAFE_SERVER_URL), around)
                && !(looked.hasText(TH_SAFE_SERVER_USERNAME) && looked.hasText(TH_SAFE_SERVER_PASSWORD));
    }

    static boolean isOurs(@Nullable String url, Surroundings around) {
        String ours = around.server().url();
        return url != null && (ours == null || FormatRules.folded(url).equals(FormatRules.folded(ours)));
    }

    /** Returns the first parameter in the cockpit that both apps drop there; null if there is none. */
    static @Nullable Parameter lostInCockpit(Layers layers) {
        return Arrays.stream(Level.values())
                .flatMap(level -> layers.of(level).cockpit().values().keySet().stream())
                .filter(parameter -> !parameter.channels().contains(Channel.COCKPIT))
                .findFirst()
                .orElse(null);
    }

    private static boolean isFromCockpit(Case looked, Parameter parameter) {
        Origin origin = looked.origin(parameter);
        return origin != null && origin.channel() == Channel.COCKPIT;
    }

    private static boolean isChanged(Case looked, Parameter parameter) {
        Layers before = looked.situation().before();
        return before != null
                && Change.differs(
                        before.policy(looked.platform(), Phase.SET_UP),
                        looked.delivery().policy(),
                        parameter);
    }

    /** A profile that is read-only hides the export on iOS, and on Android only the deletion of the ID (mdm-policy 1). */
    private static boolean hasNoExport(Case looked) {
        return looked.isTrue(TH_DISABLE_ID_EXPORT)
                || looked.isTrue(TH_DISABLE_BACKUPS)
                || (looked.platform() == Platform.IOS && looked.isTrue(TH_READONLY_PROFILE));
    }

    /** {@code th_disable_backups} closes every way on both apps to make a backup. */
    private static boolean hasNoOtherBackup(Case looked) {
        return looked.isTrue(TH_DISABLE_BACKUPS)
                || looked.isTrue(
                        switch (looked.platform()) {
                            case ANDROID -> TH_DISABLE_DATA_BACKUPS;
                            case IOS -> TH_DISABLE_SYSTEM_BACKUPS;
                        });
    }

    private static boolean isRefusedByPattern(Case looked) {
        String pattern = looked.text(TH_SAFE_PASSWORD_PATTERN);
        if (pattern == null || !looked.hasText(TH_SAFE_PASSWORD)) {
            return false;
        }
        return switch (looked.delivery().policy().get(TH_SAFE_PASSWORD)) {
            case Value.Text(String password) -> !PasswordPattern.of(pattern).isTakenByIos(password);
            // Another pattern than the one it was compared with: nobody can compare any more.
            case Value.Concealed concealed ->
                concealed.said().contains(Warning.W40) || !pattern.equals(concealed.pattern());
            case Value.Truth truth -> false;
            case Value.Whole number -> false;
            case null -> false;
        };
    }
}
