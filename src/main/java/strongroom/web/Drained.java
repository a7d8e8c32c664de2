package strongroom.web;

/** What became of discarding a request body. */
public enum Drained {
    /** Nothing of the body is left: the answer goes out and the connection stays usable. */
    WHOLLY,
    /** There was more than may be discarded. The answer goes out with {@code Connection: close}. */
    TOO_MUCH,
    /** The client was too slow (G21). The answer goes out with {@code Connection: close}. */
    TOO_SLOW,
    /** The client went away: nobody reads the answer. */
    CUT
}
