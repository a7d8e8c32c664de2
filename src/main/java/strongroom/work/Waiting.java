package strongroom.work;

import java.time.Duration;

/** Lets time pass before something is tried again. */
@FunctionalInterface
public interface Waiting {

    /** Waits so long. */
    void await(Duration time) throws InterruptedException;
}
