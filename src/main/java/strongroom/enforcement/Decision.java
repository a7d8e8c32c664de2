package strongroom.enforcement;

/** What an administrator decided beside the policy, for a tenant or for one account. */
public record Decision(OnUploads uploads, OnReads reads) {

    /** Nothing was decided. */
    public static final Decision NONE = new Decision(OnUploads.POLICY, OnReads.POLICY);

    /** A decision about uploads. */
    public enum OnUploads {
        /** What is decided elsewhere counts: for an account what is decided for its tenant, for a tenant its policy. */
        POLICY,
        /** Never refuse; whether they are expected is still the policy's. */
        ACCEPT,
        REFUSE
    }

    /** A decision about reads. */
    public enum OnReads {
        /** As with uploads. */
        POLICY,
        SERVE,
        REFUSE
    }
}
