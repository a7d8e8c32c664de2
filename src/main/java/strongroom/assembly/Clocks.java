package strongroom.assembly;

import java.time.Clock;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two times of a process, made here and nowhere else.
 *
 * @param wall for people, and for the expiry of accounts and passwords
 * @param nanos monotonic, for everything that is measured or waited for
 */
public record Clocks(InstantSource wall, LongSupplier nanos) {

    /** The clocks of the machine. */
    public static Clocks ofTheSystem() {
        return new Clocks(Clock.systemUTC(), System::nanoTime);
    }
}
