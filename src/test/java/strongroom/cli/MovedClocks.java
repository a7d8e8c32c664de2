package strongroom.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import strongroom.assembly.Clocks;

/** Two clocks that stand still until a test moves them, both by the same. */
final class MovedClocks {

    /** When every transcript begins. */
    static final Instant START = Instant.parse("2026-11-23T04:10:00Z");

    private final AtomicLong looks = new AtomicLong();
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    void move(Duration by) {
        passed.updateAndGet(before -> before.plus(by));
    }

    /** Lets a running server look at what others changed, which it does some times a second. */
    void letServersLook() {
        looks.incrementAndGet();
    }

    /** For a server that runs while commands do: its monotonic clock moves a second with each of them. */
    Clocks ofServers() {
        return new Clocks(
                () -> START.plus(passed.get()),
                () -> passed.get().plusSeconds(looks.get()).toNanos());
    }

    Clocks clocks() {
        return new Clocks(() -> START.plus(passed.get()), () -> passed.get().toNanos());
    }
}
