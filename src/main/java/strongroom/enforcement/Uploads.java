package strongroom.enforcement;

/** What becomes of uploads. */
public enum Uploads {
    /** They are stored. */
    ACCEPTED,
    /** They are stored, and coverage tells who has none. */
    EXPECTED,
    /** They are answered 403, which both apps take for a failure and nothing more (mdm-policy 6.2). */
    REFUSED
}
