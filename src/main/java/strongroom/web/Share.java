package strongroom.web;

import java.util.TreeMap;

/** What the whole, or one owner, holds and has been promised. Guarded by the budget's lock. */
final class Share {
    final long limit;
    final TreeMap<Long, Integer> sizes = new TreeMap<>();
    long held;
    long promised;
    /** Of {@link #held}, what belongs to bodies without a promise. */
    long loose;

    int waiting;

    Share(long limit) {
        this.limit = limit;
    }

    boolean hasRoomFor(long bytes) {
        return held + promised + bytes <= limit;
    }

    boolean hasLooseRoomFor(long bytes) {
        return hasRoomFor(bytes) && canLoosen(bytes);
    }

    /** Bodies without a promise leave room for the largest body, so that the oldest of them can always be promised its rest. */
    boolean canLoosen(long bytes) {
        return loose + bytes <= limit - sizes.lastKey();
    }

    void opened(long maxBytes) {
        sizes.merge(maxBytes, 1, Integer::sum);
    }

    boolean closed(long maxBytes) {
        sizes.merge(maxBytes, -1, (a, b) -> a + b == 0 ? null : a + b);
        return sizes.isEmpty();
    }
}
