package strongroom.web;

import java.time.Duration;

/**
 * Whether a client sends its body fast enough (G21): never 30 seconds without a byte, on average at least 512 bytes a second of
 * the time beyond the first 20 seconds, and never longer than 600 seconds. Time spent waiting for memory is not the client's and does not count.
 * Used by one thread at a time.
 */
final class BodyPace {

    static final Duration SILENCE = Duration.ofSeconds(30);
    static final Duration GRACE = Duration.ofSeconds(20);
    static final Duration LONGEST = Duration.ofMinutes(10);
    static final int BYTES_PER_SECOND = 512;

    private long started;
    private long lastByte;
    private long bytes;

    BodyPace(long now) {
        this.started = now;
        this.lastByte = now;
    }

    void arrived(int count, long now) {
        bytes += count;
        lastByte = now;
    }

    void waitedForMemory(long nanos) {
        started += nanos;
        lastByte += nanos;
    }

    /** Returns the moment at which the client is too slow unless more bytes arrive. */
    long deadline() {
        long averageEnds = GRACE.toNanos() + bytes * 1_000_000_000 / BYTES_PER_SECOND;
        long fromStart = Math.min(averageEnds, LONGEST.toNanos());
        return Math.min(started + fromStart, lastByte + SILENCE.toNanos());
    }
}
