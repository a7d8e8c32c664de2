package strongroom.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how one server listens.
 *
 * @param name what the log calls it: {@code public}, {@code admin}
 * @param host an IP address or host name of this machine
 * @param port 0 lets the system choose; see {@link HttpServer#port}
 * @param tls null for plain HTTP
 * @param limits see there
 */
public record HttpSettings(
        String name, String host, int port, @Nullable PemFiles tls, Limits limits) {

    /**
     * How long clients may take, and how many there may be. A body has limits of its own: {@link Bodies}.
     *
     * @param head a connection that has not sent a whole request head that long after its first byte, or after it was opened, is
     *     closed
     * @param idle a connection without a request is closed after that time
     * @param stop how long running requests may take to finish when the server stops (G13)
     * @param connections how many connections there may be at a time; further ones wait to be accepted
     */
    public record Limits(Duration head, Duration idle, Duration stop, int connections) {

        /** Returns what is right for phones: 30 seconds, 60 seconds, 20 seconds, 20,000 connections. */
        public static Limits standard() {
            return new Limits(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(20), 20_000);
        }
    }
}
