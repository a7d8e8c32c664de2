package strongroom.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers for an hour what was noted, so that a note that thousands of requests make does not queue thousands of statements.
 * Thread-safe. It is a filter alone: the statement itself knows when the last note was, and a note that got lost is made an hour later.
 */
final class Recently {

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final int MOST = 20_000;

    private final LongSupplier nanos;
    private final Map<Object, Long> noted = new LinkedHashMap<>();

    Recently(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Tells whether this was not noted within the last hour, and takes it as noted now. */
    synchronized boolean isNew(Object what) {
        long now = nanos.getAsLong();
        Long last = noted.get(what);
        if (last != null && now - last < HOUR) {
            return false;
        }
        noted.remove(what);
        noted.put(what, now);
        if (noted.size() > MOST) {
            noted.remove(noted.keySet().iterator().next());
        }
        return true;
    }
}
