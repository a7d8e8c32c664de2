package strongroom.database;

import java.time.Duration;

/**
 * How long a caller waits: a phone must have its answer within 30 s (P-19).
 *
 * @param waiting until its work begins; then it is taken out and never runs
 * @param running for what has begun to end; then its outcome is unknown
 */
record Patience(Duration waiting, Duration running) {

    static final Patience DEFAULT = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(8));
}
