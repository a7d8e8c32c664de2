package strongroom.protocol;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other threads bring about. */
final class Await {

    private static final Duration MOST = Duration.ofSeconds(60);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > MOST.toNanos()) {
                throw new AssertionError("not within " + MOST + ": " + what);
            }
            Thread.onSpinWait();
        }
    }
}
