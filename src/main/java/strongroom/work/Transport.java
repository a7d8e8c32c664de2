package strongroom.work;

import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;

/**
 * How the Work API is reached.
 *
 * @param tls what certificates are trusted
 * @param patience how long a call may take, answer included
 * @param waiting lets time pass between two attempts
 * @param wall for moments that a server names
 */
public record Transport(SSLContext tls, Duration patience, Waiting waiting, InstantSource wall) {

    /** How long a call may take: a page of five hundred credentials is some hundred kilobytes. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);
}
