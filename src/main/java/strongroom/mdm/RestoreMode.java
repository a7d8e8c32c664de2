package strongroom.mdm;

/** What an app does about restoring at its first start. */
public enum RestoreMode {
    /** The user types ID and password. */
    ALLOWED,
    /** The ID is given, the user types the password. */
    FORCED_PROMPT,
    /** Nobody types anything. */
    AUTO,
    DISABLED
}
