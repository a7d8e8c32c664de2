package strongroom.mdm;

/** What an app does about Safe backups. */
public enum BackupMode {
    /** The user decides. */
    ALLOWED,
    FORBIDDEN,
    FORCED
}
