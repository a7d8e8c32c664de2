package strongroom.account;

/** What an account is for. */
public enum AccountKind {
    /** One person. Its daily {@code /config} is a sign of life. */
    PERSONAL,
    /** A login that many phones share. */
    SHARED,
    /** Doctor and monitoring: never in coverage; its deletes are final for backups that nobody but it ever wrote. */
    PROBE
}
