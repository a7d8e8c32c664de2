package strongroom.phone;

import java.time.Duration;

/**
 * How long an app waits: for a connection, for the next bytes of an answer (TLS handshake included), for the server to take the
 * next bytes of a request.
 */
record Timeouts(Duration connect, Duration read, Duration write) {

    /** OkHttp as the app sets it (safe-protocol 2.1). */
    static final Timeouts ANDROID =
            new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(20));

    /** 90 seconds without progress, whatever it waits for (safe-protocol 2.3). */
    static final Timeouts IPHONE = new Timeouts(Duration.ofSeconds(90), Duration.ofSeconds(90), Duration.ofSeconds(90));
}
