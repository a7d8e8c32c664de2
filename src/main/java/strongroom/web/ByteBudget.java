package strongroom.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The memory that all bodies, up and down, share.
 *
 * <p>Bytes are counted as they arrive. A body that comes at a normal pace is <i>promised</i> its rest with its first byte, so what
 * has begun can finish and waiting bodies hold nothing: throughput does not collapse when many come at once. A body slower than
 * {@link #SLOW_BYTES_PER_SECOND} loses its promise as soon as another waits, and from then on is counted byte by byte; bodies
 * without a promise together leave room for the largest body there is. So whoever has a promise can always finish, and when
 * nobody has one, the oldest waiting body gets one: there is no deadlock. The same holds within the quarter that one owner may
 * use. Waiting bodies are served by age; those of an owner whose quarter is full do not hold up the others.
 *
 * <p>Units: bytes, and nanoseconds of the given monotonic clock. Thread-safe. {@link #wake} must be called a few times a second:
 * it is what makes waiting end after {@link #PATIENCE} and slow bodies lose their promise.
 */
public final class ByteBudget {

    /** How long a body may wait for memory before it is refused. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The pace below which a body is slow while others wait. */
    public static final int SLOW_BYTES_PER_SECOND = 4096;

    // A waiting body may have sent ahead as much as its HTTP/2 window allows, which lies outside this budget.
    private static final long BYTES_PER_WAITING_PLACE = 64 * 1024;

    private final long total;
    private final int places;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Share all;
    private final Map<Object, Share> owners = new HashMap<>();
    private final TreeMap<Long, BudgetClaim> waiting = new TreeMap<>();
    private final Set<BudgetClaim> promised = new LinkedHashSet<>();
    private long lastAge;

    /**
     * Creates a budget of that many bytes.
     *
     * @throws IllegalArgumentException if there is less than 64 KiB
     */
    public ByteBudget(long totalBytes, LongSupplier nanos) {
        if (totalBytes < 64 * 1024) {
            throw new IllegalArgumentException("the byte budget must be at least 64 KiB, not " + totalBytes + " bytes");
        }
        this.total = totalBytes;
        this.places = Math.clamp(totalBytes / BYTES_PER_WAITING_PLACE, 512, 16 * 1024);
        this.nanos = nanos;
        this.all = new Share(totalBytes);
    }

    /** Returns the most that one owner may hold at a time: a quarter of the whole. A larger body can never be held. */
    public long quarter() {
        return total / 4;
    }

    /** Returns the bytes held at this moment. */
    public long heldBytes() {
        lock.lock();
        try {
            return all.held;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a body waits for memory at this moment. */
    public boolean isExhausted() {
        return waitingBodies() > 0;
    }

    int waitingBodies() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens the claim of one body of at most that many bytes. Takes no memory yet and never waits.
     *
     * @param owner whose quarter it counts against; compared by equals
     */
    public BudgetClaim claim(Object owner, long maxBytes) {
        lock.lock();
        try {
            Share share = owners.computeIfAbsent(owner, _ -> new Share(quarter()));
            BudgetClaim claim = new BudgetClaim(this, lock.newCondition(), owner, share, ++lastAge, maxBytes);
            all.opened(maxBytes);
            share.opened(maxBytes);
            return claim;
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the clock: refuses whoever has waited too long, takes promises from the slow, serves whom that makes room for. */
    public void wake() {
        lock.lock();
        try {
            if (!waiting.isEmpty()) {
                takePromisesFromTheSlow();
                serve();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean take(BudgetClaim claim, long bytes) {
        lock.lock();
        try {
            claim.mustBeOpen(bytes);
            if (claim.promised || bytes == 0) {
                hold(claim, bytes);
                return true;
            }
            if (claim.need > quarter() || !hasPlaceFor(claim)) {
                return false;
            }
            return await(claim, bytes);
        } finally {
            lock.unlock();
        }
    }

    void settle(BudgetClaim claim) {
        lock.lock();
        try {
            if (claim.promised) {
                promise(claim, -1);
                claim.settled();
                promise(claim, 1);
            } else if (!claim.closed) {
                loose(claim, -claim.held);
                claim.settled();
                promised.add(claim);
                claim.promised = true;
            }
            serve();
        } finally {
            lock.unlock();
        }
    }

    void close(BudgetClaim claim) {
        lock.lock();
        try {
            if (claim.closed) {
                return;
            }
            claim.closed = true;
            if (claim.promised) {
                promise(claim, -1);
                promised.remove(claim);
            } else {
                loose(claim, -claim.held);
            }
            all.held -= claim.held;
            claim.share.held -= claim.held;
            all.closed(claim.maxBytes);
            if (claim.share.closed(claim.maxBytes)) {
                owners.remove(claim.owner);
            }
            serve();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasPlaceFor(BudgetClaim claim) {
        return waiting.size() < places && claim.share.waiting < Math.max(256, places / 4);
    }

    private boolean await(BudgetClaim claim, long bytes) {
        claim.waitFor(bytes, nanos.getAsLong());
        waiting.put(claim.age, claim);
        claim.share.waiting++;
        serve();
        try {
            while (claim.wanted > 0) {
                claim.served.await();
            }
            return !claim.refused;
        } catch (InterruptedException e) {
            stopWaiting(claim);
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Goes through the waiting, oldest first. Who is held up by the whole budget holds up all after it, else only its owner's. */
    private void serve() {
        if (waiting.isEmpty()) {
            return;
        }
        long now = nanos.getAsLong();
        Set<Share> full = new HashSet<>();
        boolean allFull = false;
        for (BudgetClaim claim : List.copyOf(waiting.values())) {
            boolean heldUp = allFull || full.contains(claim.share);
            if (now - claim.waitingSince >= PATIENCE.toNanos()) {
                claim.refused = true;
                stopWaiting(claim);
            } else if (!grantLoosely(claim) && !heldUp && !grantWithPromise(claim, now)) {
                // With no promise left to end, holding up the rest for the oldest would help nobody.
                if (!claim.share.hasRoomFor(claim.need - claim.held)) {
                    full.add(claim.share);
                } else {
                    allFull = all.promised > 0;
                }
            }
        }
    }

    private boolean grantLoosely(BudgetClaim claim) {
        if (!claim.slow || !all.hasLooseRoomFor(claim.wanted) || !claim.share.hasLooseRoomFor(claim.wanted)) {
            return false;
        }
        hold(claim, claim.wanted);
        stopWaiting(claim);
        return true;
    }

    private boolean grantWithPromise(BudgetClaim claim, long now) {
        long rest = claim.need - claim.held;
        if (!all.hasRoomFor(rest) || !claim.share.hasRoomFor(rest)) {
            return false;
        }
        loose(claim, -claim.held);
        claim.promised = true;
        claim.mark(now);
        promised.add(claim);
        promise(claim, 1);
        hold(claim, claim.wanted);
        stopWaiting(claim);
        return true;
    }

    private void stopWaiting(BudgetClaim claim) {
        if (waiting.remove(claim.age) != null) {
            claim.wanted = 0;
            claim.share.waiting--;
            claim.served.signalAll();
        }
    }

    private void takePromisesFromTheSlow() {
        long now = nanos.getAsLong();
        for (BudgetClaim claim : List.copyOf(promised)) {
            if (claim.isDoneFilling() || !claim.measure(now)) {
                continue;
            }
            if (all.canLoosen(claim.held) && claim.share.canLoosen(claim.held)) {
                promise(claim, -1);
                promised.remove(claim);
                claim.promised = false;
                loose(claim, claim.held);
            } else if (claim.isInTheWay(now)) {
                claim.refused = true;
            }
        }
    }

    private void hold(BudgetClaim claim, long bytes) {
        claim.held += bytes;
        all.held += bytes;
        claim.share.held += bytes;
        if (claim.promised) {
            all.promised -= bytes;
            claim.share.promised -= bytes;
        } else {
            loose(claim, bytes);
        }
    }

    private void promise(BudgetClaim claim, int sign) {
        all.promised += sign * (claim.need - claim.held);
        claim.share.promised += sign * (claim.need - claim.held);
    }

    private void loose(BudgetClaim claim, long bytes) {
        all.loose += bytes;
        claim.share.loose += bytes;
    }
}
