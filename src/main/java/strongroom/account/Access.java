package strongroom.account;

/**
 * Who may do what on the public listener.
 *
 * @param login whether {@code /config}, uploads and deletes need the login
 * @param restoreLogin whether reading a backup needs it too
 * @param ownership what an upload or delete by another account of the tenant does
 */
public record Access(Login login, RestoreLogin restoreLogin, Ownership ownership) {

    /** Login for writes, open reads, ownership follows the last writer. */
    public static final Access DEFAULT = new Access(Login.REQUIRED, RestoreLogin.OPEN, Ownership.FOLLOW);

    /** Whether writes and {@code /config} need the login. */
    public enum Login {
        REQUIRED,
        OPEN
    }

    /**
     * Whether reads need the login. Open by default: the iPhone app 7.2 answers a challenge during restore with the user's Safe
     * password, so a challenge would fail every restore and hand over the key to the data (safe-protocol 0.1).
     */
    public enum RestoreLogin {
        OPEN,
        REQUIRED
    }

    /** What becomes of a backup that another account of the tenant writes or deletes. */
    public enum Ownership {
        /** It changes hands; the replaced blob stays a version, a delete goes to the trash, marked. */
        FOLLOW,
        /** The request is refused with 403. */
        STRICT
    }
}
