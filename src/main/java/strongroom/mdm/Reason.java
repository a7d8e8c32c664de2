package strongroom.mdm;

/** Why an app does what it does: the parameter that decides. */
public enum Reason {
    BACKUPS_DISABLED(Parameter.TH_DISABLE_BACKUPS),
    SAFE_UNSET(Parameter.TH_SAFE_ENABLE),
    SAFE_FALSE(Parameter.TH_SAFE_ENABLE),
    SAFE_TRUE(Parameter.TH_SAFE_ENABLE),
    RESTORE_FALSE(Parameter.TH_SAFE_RESTORE_ENABLE),
    NO_RESTORE_ID(Parameter.TH_SAFE_RESTORE_ID),
    RESTORE_ID_ALONE(Parameter.TH_SAFE_PASSWORD),
    RESTORE_ID_AND_PASSWORD(Parameter.TH_SAFE_RESTORE_ID);

    private final Parameter parameter;

    Reason(Parameter parameter) {
        this.parameter = parameter;
    }

    /** Returns the parameter to change for another outcome. */
    public Parameter parameter() {
        return parameter;
    }
}
