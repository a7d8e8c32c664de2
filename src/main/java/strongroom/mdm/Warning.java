package strongroom.mdm;

import static strongroom.mdm.Parameter.TH_DISABLE_BACKUPS;
import static strongroom.mdm.Parameter.TH_DISABLE_DATA_BACKUPS;
import static strongroom.mdm.Parameter.TH_DISABLE_SYSTEM_BACKUPS;
import static strongroom.mdm.Parameter.TH_SAFE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_PASSWORD_PATTERN;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ENABLE;
import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_PASSWORD;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_URL;
import static strongroom.mdm.Parameter.TH_SAFE_SERVER_USERNAME;
import static strongroom.mdm.Severity.BLOCK;
import static strongroom.mdm.Severity.INFORM;
import static strongroom.mdm.Severity.WARN;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a policy, or will surprise somebody, by the numbers of mdm-policy section 5. Each names the parameter to change; it
 * is null where something else has to change. What each says is its sentence in the catalogue of messages.
 */
public enum Warning {
    W01(BLOCK, null),
    W02(BLOCK, null),
    W03(BLOCK, TH_SAFE_PASSWORD),
    W04(BLOCK, TH_SAFE_PASSWORD),
    W05(BLOCK, TH_SAFE_PASSWORD),
    W06(WARN, TH_SAFE_PASSWORD),
    W07(BLOCK, TH_SAFE_RESTORE_ID),
    W08(BLOCK, TH_SAFE_RESTORE_ID),
    W09(BLOCK, TH_SAFE_SERVER_URL),
    W10(WARN, TH_SAFE_SERVER_URL),
    W11(BLOCK, TH_SAFE_SERVER_USERNAME),
    W12(WARN, TH_SAFE_SERVER_USERNAME),
    W13(WARN, TH_SAFE_ENABLE),

    W20(WARN, TH_DISABLE_BACKUPS),
    W21(BLOCK, TH_SAFE_RESTORE_ID),
    W22(WARN, TH_SAFE_RESTORE_ENABLE),
    W23(WARN, Parameter.TH_SKIP_WIZARD),
    W24(INFORM, TH_SAFE_PASSWORD),
    W25(WARN, TH_SAFE_ENABLE),
    W26(WARN, TH_SAFE_PASSWORD),
    W27(BLOCK, TH_SAFE_RESTORE_ENABLE),
    W28(WARN, TH_SAFE_PASSWORD),
    W29(WARN, TH_SAFE_SERVER_URL),
    W30(BLOCK, TH_SAFE_SERVER_USERNAME),
    W31(BLOCK, TH_SAFE_PASSWORD),
    W32(WARN, TH_SAFE_RESTORE_ID),
    W33(WARN, Parameter.TH_ID_BACKUP),
    W34(WARN, null),
    W35(WARN, null),
    W36(BLOCK, null),
    W37(WARN, null),
    W38(WARN, TH_DISABLE_SYSTEM_BACKUPS),
    W39(INFORM, TH_DISABLE_DATA_BACKUPS),
    W40(WARN, TH_SAFE_PASSWORD),
    W41(WARN, TH_SAFE_PASSWORD_PATTERN),

    W50(BLOCK, TH_SAFE_ENABLE),
    W51(BLOCK, TH_SAFE_ENABLE),
    W52(BLOCK, TH_SAFE_SERVER_URL),
    W53(WARN, TH_SAFE_SERVER_URL),
    W54(WARN, TH_SAFE_SERVER_URL),
    W55(WARN, TH_SAFE_SERVER_URL),
    W56(WARN, TH_SAFE_ENABLE),
    W57(WARN, TH_SAFE_SERVER_URL),
    W58(BLOCK, TH_SAFE_RESTORE_ID),
    W59(BLOCK, TH_SAFE_PASSWORD),
    W60(WARN, TH_SAFE_SERVER_USERNAME),
    W61(BLOCK, TH_SAFE_RESTORE_ID),
    W62(WARN, TH_SAFE_RESTORE_ID),
    W63(WARN, TH_SAFE_PASSWORD),
    W64(BLOCK, null),
    W65(WARN, TH_SAFE_SERVER_PASSWORD),
    W66(WARN, null),
    W67(WARN, null),
    W68(WARN, null),
    W69(INFORM, null);

    private final Severity severity;
    private final @Nullable Parameter parameter;

    Warning(Severity severity, @Nullable Parameter parameter) {
        this.severity = severity;
        this.parameter = parameter;
    }

    /** Returns the warning with this name, in capital or small letters; null if there is none. */
    public static @Nullable Warning of(String name) {
        for (Warning warning : values()) {
            if (warning.name().equalsIgnoreCase(name)) {
                return warning;
            }
        }
        return null;
    }

    /** Returns how much it weighs, on every platform alike. */
    public Severity severity() {
        return severity;
    }

    /** Returns the parameter to change; null if that differs or nothing of the policy is to change. */
    public @Nullable Parameter parameter() {
        return parameter;
    }

    /** Tells whether a change that raises it goes on only with the number of accounts that it concerns. */
    public boolean isConfirmedByNumber() {
        return switch (this) {
            case W51, W52, W54, W57 -> true;
            default -> false;
        };
    }
}
