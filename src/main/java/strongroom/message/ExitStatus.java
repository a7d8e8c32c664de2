package strongroom.message;

/** What a command's exit code tells a script. */
public enum ExitStatus {
    /** All that was asked for is done. */
    DONE(0),
    /** It could not be done, and nothing was left half-done. */
    FAILED(1),
    /** The command line or the configuration cannot be understood. */
    USAGE(2),
    /** It works, but something needs attention. */
    DEGRADED(3),
    /** A brake holds it until somebody confirms. */
    HELD(4);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** Returns the exit code of the process, 0 to 4; scripts depend on it. */
    public int code() {
        return code;
    }
}
