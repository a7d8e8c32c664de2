package strongroom.web;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one request body, waited for against a deadline that a moved clock can reach. Reading is by demand: as long as no
 * piece is asked for, none is read from the connection, which is the flow control.
 */
final class Arrivals {

    private final Request request;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean begun;
    private boolean available;
    private boolean demanded;
    private boolean expired;
    private boolean waiting;
    private long deadline;
    private BooleanSupplier givenUp = () -> false;

    private Arrivals(Request request) {
        this.request = request;
    }

    /** Returns the one object that reads this request's body, whoever asks first. */
    static Arrivals of(Request request) {
        String name = Arrivals.class.getName();
        if (request.getAttribute(name) instanceof Arrivals known) {
            return known;
        }
        Arrivals fresh = new Arrivals(request);
        request.setAttribute(name, fresh);
        return fresh;
    }

    /** Returns whether a piece was ever asked for, so that a client that expects a 100 has got it. */
    boolean hasBegun() {
        return begun;
    }

    /**
     * Returns the next piece, to be released by the caller; null if none came before the deadline, or the wait was given up.
     * The deadline is looked at in {@link #look}.
     */
    Content.@Nullable Chunk next(long until, BooleanSupplier giveUp) {
        begun = true;
        while (true) {
            Content.Chunk chunk = demanded ? null : request.read();
            if (chunk != null) {
                return chunk;
            }
            if (!await(until, giveUp)) {
                return null;
            }
        }
    }

    private boolean await(long until, BooleanSupplier giveUp) {
        lock.lock();
        try {
            deadline = until;
            givenUp = giveUp;
            expired = false;
            waiting = true;
        } finally {
            lock.unlock();
        }
        // Outside the lock: the piece may be there already, and Jetty then calls back from this very thread.
        if (!demanded) {
            demanded = true;
            request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::arrived));
        }
        lock.lock();
        try {
            while (!available && !expired) {
                changed.await();
            }
            demanded = !available;
            return available;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            available = false;
            waiting = false;
            lock.unlock();
        }
    }

    private void arrived() {
        lock.lock();
        try {
            available = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait if its deadline has passed. */
    void look(long now) {
        lock.lock();
        try {
            if (waiting && (now - deadline >= 0 || givenUp.getAsBoolean())) {
                expired = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
