package strongroom.enforcement;

/** What becomes of reads of a backup. */
public enum Reads {
    SERVED,
    /** They are answered 404, as if there were no backup: the only answer that Android explains to its user (mdm-policy 6.2). */
    REFUSED
}
