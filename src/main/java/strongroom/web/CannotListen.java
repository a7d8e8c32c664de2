package strongroom.web;

import java.util.Locale;

/** A server that cannot listen where it should. */
public final class CannotListen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String address;
    private final Reason reason;

    CannotListen(String address, Throwable cause) {
        super("cannot listen on " + address, cause);
        this.address = address;
        this.reason = reason(cause);
    }

    /** Why it cannot. */
    public enum Reason {
        /** Another process has the port. */
        IN_USE,
        /** The address is not this machine's. */
        NOT_HERE,
        /** The port needs more rights. */
        NOT_ALLOWED
    }

    /** Returns host and port, as they were to be listened on. */
    public String address() {
        return address;
    }

    public Reason reason() {
        return reason;
    }

    /** The JDK tells these apart by the operating system's words alone. */
    private static Reason reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (words.contains("permission denied")) {
                return Reason.NOT_ALLOWED;
            }
            if (words.contains("cannot assign") || words.contains("unresolved")) {
                return Reason.NOT_HERE;
            }
        }
        return Reason.IN_USE;
    }
}
