package strongroom.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks of a login, moved by the test. Thread-safe. */
public final class MovedTime implements InstantSource {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private final AtomicLong elapsed = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plusNanos(elapsed.get());
    }

    /** Starts below zero, as a monotonic clock may. */
    public long nanoTime() {
        return elapsed.get() - 1_000_000;
    }

    public void advance(Duration by) {
        elapsed.addAndGet(by.toNanos());
    }

    public Authenticator.Clocks clocks() {
        return new Authenticator.Clocks(this, this::nanoTime);
    }
}
