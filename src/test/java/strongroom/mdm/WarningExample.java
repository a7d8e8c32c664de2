package strongroom.mdm;

import static strongroom.mdm.Platform.ANDROID;
import static strongroom.mdm.Platform.IOS;
import static strongroom.mdm.Scene.OURS;
import static strongroom.mdm.Severity.BLOCK;
import static strongroom.mdm.Severity.INFORM;
import static strongroom.mdm.Severity.WARN;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A row of mdm-policy section 5: how much a warning weighs, where it is raised, a situation that raises it, and its neighbour that does
 * not.
 */
record WarningExample(Severity severity, Set<Platform> platforms, Scene raising, Scene silent) {

    private static final Set<Platform> BOTH = Platform.both();

    private static final String URL = "th_safe_server_url='" + OURS + "' ";
    private static final String LOGIN = "th_safe_server_username='u' th_safe_server_password='p' ";
    private static final String ID = "th_safe_restore_id='ABCD1234' ";
    private static final String PASSWORD = "th_safe_password='x'*8 ";
    private static final String ENABLE = "th_safe_enable=true ";

    static Map<Warning, WarningExample> all() {
        Map<Warning, WarningExample> all = new EnumMap<>(Warning.class);
        addFormats(all);
        addContradictions(all);
        addMoreContradictions(all);
        addRollOuts(all);
        addMoreRollOuts(all);
        return all;
    }

    private static void addFormats(Map<Warning, WarningExample> all) {
        all.put(Warning.W01, of(BLOCK, BOTH, "th_safe_enable='true'", "th_safe_enable=true"));
        all.put(Warning.W02, of(BLOCK, BOTH, "th_safe_server_password=12345678", "th_safe_server_password='12345678'"));
        all.put(Warning.W03, of(BLOCK, Set.of(IOS), "th_safe_password=''", "."));
        all.put(Warning.W04, of(BLOCK, BOTH, "th_safe_password='x'*7", "th_safe_password='x'*8"));
        all.put(Warning.W05, of(BLOCK, BOTH, "th_safe_password='x'*4097", "th_safe_password='x'*4096"));
        all.put(Warning.W06, of(WARN, BOTH, "th_safe_password='pässword'", "th_safe_password='password'"));
        all.put(Warning.W07, of(BLOCK, BOTH, "th_safe_restore_id='abcd1234'", ID));
        all.put(Warning.W08, of(BLOCK, BOTH, "th_safe_restore_id='ABCD123'", ID));
        all.put(Warning.W09, of(BLOCK, BOTH, "th_safe_server_url='http://safe.example.org/acme/'", URL));
        all.put(Warning.W10, of(WARN, BOTH, "th_safe_server_url='" + OURS + "config'", URL));
        all.put(Warning.W11, of(BLOCK, BOTH, "th_safe_server_username='u'", LOGIN));
        all.put(Warning.W12, of(WARN, BOTH, "th_safe_server_username='u:v' th_safe_server_password='p'", LOGIN));
        all.put(Warning.W13, of(WARN, Set.of(IOS), "th_safe_enable=2", "th_safe_enable=1"));
    }

    private static void addContradictions(Map<Warning, WarningExample> all) {
        String disabled = "th_disable_backups=true ";
        all.put(Warning.W20, of(WARN, BOTH, disabled + ENABLE, "th_disable_backups=false " + ENABLE));
        all.put(Warning.W21, of(BLOCK, BOTH, disabled + ID, ID));
        all.put(Warning.W22, of(WARN, Set.of(ANDROID), disabled, disabled + "th_safe_restore_enable=false"));
        all.put(Warning.W23, of(WARN, BOTH, ENABLE + "th_skip_wizard=true", "th_skip_wizard=true"));
        all.put(Warning.W24, of(INFORM, BOTH, ENABLE, ENABLE + PASSWORD));
        all.put(Warning.W25, of(WARN, BOTH, PASSWORD, ENABLE + PASSWORD));
        all.put(Warning.W26, of(WARN, BOTH, PASSWORD + "th_safe_enable=false", PASSWORD));
        all.put(Warning.W27, of(BLOCK, BOTH, ID + "th_safe_restore_enable=false", ID + "th_safe_restore_enable=true"));
        all.put(Warning.W28, of(WARN, BOTH, ID, ID + PASSWORD));
        all.put(
                Warning.W29,
                around(WARN, BOTH, Scene.of(ID).onServer(), Scene.of(ID + URL).onServer()));
        all.put(
                Warning.W30,
                around(
                        BLOCK,
                        BOTH,
                        Scene.of(URL).wantsLogin(),
                        Scene.of(URL + LOGIN).wantsLogin()));
        all.put(
                Warning.W31,
                around(
                        BLOCK,
                        BOTH,
                        Scene.of(".").inCockpit(PASSWORD),
                        Scene.of(PASSWORD).inCockpit(ENABLE)));
        all.put(
                Warning.W32,
                around(WARN, BOTH, Scene.of(".").inCockpit(ID), Scene.of(ID).inCockpit(ENABLE)));
        all.put(Warning.W33, of(WARN, BOTH, ID + "th_id_backup='ABCD'", "th_id_backup='ABCD'"));
    }

    private static void addMoreContradictions(Map<Warning, WarningExample> all) {
        Scene changed = Scene.of("th_skip_wizard=true").after("th_skip_wizard=false");
        all.put(Warning.W34, around(WARN, BOTH, changed.setUp(), changed.onServer()));
        Scene cockpit = Scene.of(".").inCockpit(ENABLE).setUp();
        all.put(Warning.W35, around(WARN, Set.of(IOS), cockpit, cockpit.overriding()));
        all.put(
                Warning.W36,
                around(
                        BLOCK,
                        BOTH,
                        Scene.of(ENABLE).shared(),
                        Scene.of(".").forAll(ENABLE).shared()));
        all.put(
                Warning.W37,
                of(
                        WARN,
                        Set.of(IOS),
                        "th_disable_data_backups=true",
                        "th_disable_data_backups=true th_disable_system_backups=true"));
        String bound = "th_safe_enable=false th_disable_system_backups=true ";
        all.put(Warning.W38, of(WARN, Set.of(IOS), bound + "th_disable_id_export=true", bound));
        all.put(Warning.W39, of(INFORM, BOTH, "th_disable_backups=true", "th_safe_enable=false"));
        String pattern = "th_safe_password_pattern='^[a-z]{8,}$' ";
        all.put(Warning.W40, of(WARN, Set.of(IOS), pattern + "th_safe_password='12345678'", pattern + PASSWORD));
        all.put(Warning.W41, of(WARN, BOTH, "th_safe_password_pattern='[a-z]{8,}'", pattern));
    }

    private static void addRollOuts(Map<Warning, WarningExample> all) {
        String defaults = "th_safe_enable=false th_safe_restore_enable=false";
        all.put(Warning.W50, of(BLOCK, Set.of(ANDROID), defaults, "th_safe_enable=false"));
        String forbidding = "th_safe_enable=false";
        all.put(
                Warning.W51,
                around(
                        BLOCK,
                        BOTH,
                        Scene.of(forbidding).after("th_csi='7'"),
                        Scene.of(forbidding).after("th_disable_backups=true")));
        all.put(Warning.W52, changed(BLOCK, Set.of(IOS), "th_safe_server_url='https://b/'", URL, URL + PASSWORD));
        all.put(
                Warning.W53,
                changed(
                        WARN,
                        Set.of(IOS),
                        URL,
                        "th_safe_server_url='https://safe.example.org/acme'",
                        "th_safe_server_url='https://safe.example.org/other'"));
        all.put(Warning.W54, changed(WARN, BOTH, URL, ENABLE, URL + ENABLE));
        all.put(Warning.W55, of(WARN, BOTH, "th_csi='7'", URL));
        all.put(Warning.W56, of(WARN, Set.of(ANDROID), URL, URL + ENABLE));
        all.put(Warning.W57, changed(WARN, Set.of(ANDROID), ".", ENABLE, URL));
        all.put(Warning.W58, around(BLOCK, BOTH, Scene.of(".").forAll(ID), Scene.of(ID)));
        all.put(Warning.W59, around(BLOCK, BOTH, Scene.of(".").forAll(PASSWORD), Scene.of(PASSWORD)));
    }

    private static void addMoreRollOuts(Map<Warning, WarningExample> all) {
        all.put(
                Warning.W60,
                around(
                        WARN,
                        BOTH,
                        Scene.of(URL).forAll(LOGIN).wantsLogin(),
                        Scene.of(URL + LOGIN).wantsLogin()));
        all.put(
                Warning.W61,
                around(BLOCK, BOTH, Scene.of(ID).withoutBackup(), Scene.of(ID).onServer()));
        all.put(
                Warning.W62,
                around(WARN, BOTH, Scene.of(ID).uploadedSince(), Scene.of(ID).onServer()));
        all.put(Warning.W63, changed(WARN, BOTH, "th_safe_password='y'*8", PASSWORD, ENABLE));
        all.put(
                Warning.W64,
                around(
                        BLOCK,
                        Set.of(IOS),
                        Scene.of(URL).wantsLoginForRestore(),
                        Scene.of(URL).wantsLogin()));
        all.put(
                Warning.W65,
                around(
                        WARN,
                        Set.of(IOS),
                        Scene.of(LOGIN).onServer(),
                        Scene.of(URL).onServer()));
        all.put(
                Warning.W66,
                around(
                        WARN,
                        Set.of(IOS),
                        Scene.of(URL).keeps(180, 180),
                        Scene.of(URL).keeps(180, 240)));
        all.put(
                Warning.W67,
                around(
                        WARN,
                        BOTH,
                        Scene.of(URL).holds(1000, 1001),
                        Scene.of(URL).holds(1000, 1000)));
        all.put(
                Warning.W68,
                around(
                        WARN,
                        Set.of(IOS),
                        Scene.of(URL).locksOut(),
                        Scene.of(URL).wantsLogin()));
        all.put(
                Warning.W69,
                around(
                        INFORM,
                        Set.of(ANDROID),
                        Scene.of(URL).withdrawn(),
                        Scene.of(URL).onServer()));
    }

    private static WarningExample of(Severity severity, Set<Platform> platforms, String raising, String silent) {
        return around(severity, platforms, Scene.of(raising), Scene.of(silent));
    }

    private static WarningExample changed(
            Severity severity, Set<Platform> platforms, String before, String raising, String silent) {
        return around(
                severity,
                platforms,
                Scene.of(raising).after(before),
                Scene.of(silent).after(before));
    }

    private static WarningExample around(Severity severity, Set<Platform> platforms, Scene raising, Scene silent) {
        return new WarningExample(severity, platforms, raising, silent);
    }
}
