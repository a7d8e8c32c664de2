package strongroom.mdm;

/** Whether an app reads a policy at its first start or later; iOS does not read the same then. */
public enum Phase {
    SET_UP,
    AFTERWARDS
}
