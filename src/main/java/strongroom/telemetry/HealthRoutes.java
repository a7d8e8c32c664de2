package strongroom.telemetry;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The difference between alive and ready, on the admin listener, for anybody: {@code /livez} answers while the process does,
 * {@code /readyz} only after something was really written to the store and read back. Thread-safe.
 *
 * <p>Bodies are {@code ok} or {@code degraded} and nothing else; {@code strongroom status} tells the reasons.
 */
public final class HealthRoutes {

    private static final long REMEMBERED_NANOS = Duration.ofSeconds(1).toNanos();

    private final BooleanSupplier probe;
    private final LongSupplier nanos;
    private final ReentrantLock probing = new ReentrantLock();
    private volatile @Nullable Seen seen;
    private volatile boolean stopping;

    /**
     * Makes the routes.
     *
     * @param probe writes and reads back, and looks at whatever else keeps uploads from being taken
     * @param nanos a monotonic clock: an answer is remembered for a second, so that asking often costs nothing
     */
    public HealthRoutes(BooleanSupplier probe, LongSupplier nanos) {
        this.probe = probe;
        this.nanos = nanos;
    }

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get("/livez", ctx -> answer(ctx, true));
        routes.head("/livez", ctx -> answer(ctx, true));
        routes.get("/readyz", ctx -> answer(ctx, isReady()));
        routes.head("/readyz", ctx -> answer(ctx, isReady()));
    }

    /** From now on the answer to {@code /readyz} is no, whatever was remembered: nothing new is to be sent here (G13). */
    public void stopping() {
        stopping = true;
    }

    private static void answer(Context ctx, boolean good) {
        ctx.header("Cache-Control", "no-store");
        ctx.status(good ? 200 : 503).contentType("text/plain").result(good ? "ok\n" : "degraded\n");
    }

    private boolean isReady() {
        return !stopping && isReadyByNow();
    }

    private boolean isReadyByNow() {
        Seen last = seen;
        if (last != null && nanos.getAsLong() - last.atNanos() < REMEMBERED_NANOS) {
            return last.ready();
        }
        probing.lock();
        try {
            last = seen;
            if (last == null || nanos.getAsLong() - last.atNanos() >= REMEMBERED_NANOS) {
                last = new Seen(probe.getAsBoolean(), nanos.getAsLong());
                seen = last;
            }
            return last.ready();
        } finally {
            probing.unlock();
        }
    }

    private record Seen(boolean ready, long atNanos) {}
}
