package strongroom.web;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A body as it grows: the memory it lies in is taken from the budget before it is allocated, in steps that double, so that a body
 * of which little has come holds little.
 */
final class BodySegments {

    private static final int SMALLEST = 8 * 1024;
    private static final int LARGEST = 256 * 1024;

    private final BudgetClaim claim;
    private final int maxBytes;
    private final List<byte[]> segments = new ArrayList<>();
    private int allocated;
    private int used;

    BodySegments(BudgetClaim claim, int maxBytes) {
        this.claim = claim;
        this.maxBytes = maxBytes;
    }

    int room() {
        return maxBytes - used;
    }

    /** Copies the bytes, of which there are at most {@link #room()}; false if there was no memory for them. */
    boolean add(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (used == allocated && !grow()) {
                return false;
            }
            byte[] last = segments.getLast();
            int length = Math.min(bytes.remaining(), allocated - used);
            bytes.get(last, last.length - (allocated - used), length);
            used += length;
        }
        return true;
    }

    private boolean grow() {
        int size = Math.min(Math.clamp(allocated, SMALLEST, LARGEST), maxBytes - allocated);
        if (!claim.take(size)) {
            return false;
        }
        segments.add(new byte[size]);
        allocated += size;
        return true;
    }

    /** Joins the segments into one array of the exact length, letting go of each as it is copied. */
    BodyBytes complete() {
        byte[] whole = new byte[used];
        int from = 0;
        for (int index = 0; index < segments.size(); index++) {
            byte[] segment = segments.set(index, new byte[0]);
            int length = Math.min(segment.length, used - from);
            System.arraycopy(segment, 0, whole, from, length);
            from += length;
        }
        claim.settle();
        return new BodyBytes(whole, claim);
    }
}
