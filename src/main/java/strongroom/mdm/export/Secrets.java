package strongroom.mdm.export;

/** What becomes of secrets in an export. */
public enum Secrets {
    /** Those that are known are written as they are. */
    PLAIN,
    /** None is written; {@link ExportSheet#PLACEHOLDER} stands in for each. */
    PLACEHOLDERS
}
