package strongroom.coverage;

/** How an account stands, what needs attention most first (mdm-policy 6.3). */
public enum State {
    /** Its last upload was deleted by its phone: call the user. */
    DELETED,
    /** It must have a backup and has none: it was never seen, or what it had is gone. */
    MISSING,
    /** Its phone uploads although uploads are refused. */
    FOREIGN,
    /** It has a backup, which is older than its phone would let it become. */
    STALE,
    /** It has a backup, and its phone has no reason yet to be heard of. */
    QUIET,
    /** It has a backup, and its phone was heard of lately. */
    PROTECTED,
    /** It has no backup and need not have one. */
    NONE;

    /** Tells whether nothing is amiss with its backup: of a phone on which nothing changes, nothing is heard until it must upload. */
    public boolean isProtected() {
        return switch (this) {
            case PROTECTED, QUIET -> true;
            case DELETED, MISSING, FOREIGN, STALE, NONE -> false;
        };
    }
}
