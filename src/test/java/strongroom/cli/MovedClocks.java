package strongroom.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import strongroom.assembly.Clocks;

/** Two clocks that stand still until a test moves them, both by the same. */
final class MovedClocks {

    /** When every transcript begins. */
    static final Instant START = Instant.parse("2026-11-23T04:10:00Z");

    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    void move(Duration by) {
        passed.updateAndGet(before -> before.plus(by));
    }

    Clocks clocks() {
        return new Clocks(() -> START.plus(passed.get()), () -> passed.get().toNanos());
    }
}
