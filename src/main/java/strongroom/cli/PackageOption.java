package strongroom.cli;

import picocli.CommandLine.Option;
import strongroom.mdm.export.Addressee;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** For which Android app settings are written. */
final class PackageOption {

    @Option(
            names = "--package",
            paramLabel = "NAME",
            defaultValue = Addressee.WORK_APP,
            description = "the Android app (default: ${DEFAULT-VALUE})")
    String name = Addressee.WORK_APP;

    /**
     * Looks at the name before anything is done for it.
     *
     * @throws Refusal if no app can have it
     */
    void check() {
        if (!Addressee.isPackageName(name)) {
            throw Refusal.usage(PolicyCode.POLICY_PACKAGE_MALFORMED, name);
        }
    }
}
