package strongroom.web;

/** What became of sending a response body. */
public enum Sent {
    /** Everything was handed to the connection. */
    WHOLLY,
    /** The client went away, or was too slow while others waited for memory. */
    CUT
}
