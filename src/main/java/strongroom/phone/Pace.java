package strongroom.phone;

import java.time.Duration;

/**
 * How a body goes out: in pieces of so many bytes, with a pause after each but the last. Nothing is read before the last one is out.
 */
public record Pace(int pieceBytes, Duration pause) {

    /** As fast as the network takes it, in pieces of 8 KiB as OkHttp does. */
    public static final Pace UNBROKEN = new Pace(8 * 1024, Duration.ZERO);

    /** A telephone on a mobile network, small enough steps for a server to answer in between: 16 KiB every 2 ms. */
    public static final Pace MOBILE = new Pace(16 * 1024, Duration.ofMillis(2));

    /**
     * Takes the pace.
     *
     * @throws IllegalArgumentException if the pieces are empty or the pause is negative or longer than a minute, which the app would
     *     take for a dead connection
     */
    public Pace {
        if (pieceBytes < 1 || pause.isNegative() || pause.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "a body goes out in pieces of at least one byte, at most a minute apart");
        }
    }
}
