package strongroom.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import strongroom.backup.StoreUnavailable;

/** What waits for the store's threads: bounded, in order of arrival. Thread-safe. */
final class WorkQueue {

    /** More than this cannot be answered in time anyway. */
    private static final int MOST_WAITING = 1024;

    /** Notes stop being taken long before requests are turned away. */
    private static final int MOST_NOTES_WAITING = MOST_WAITING / 4;

    /** Bytes of notes are nobody's to account for, so they are bounded here. */
    private static final long MOST_NOTE_BYTES = 16L << 20;

    private final BlockingQueue<Pending<?>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong bytes = new AtomicLong();

    void add(Pending<?> pending) {
        bytes.addAndGet(pending.bytes());
        if (!waiting.offer(pending)) {
            bytes.addAndGet(-pending.bytes());
            throw new StoreUnavailable("too much waits for the store");
        }
    }

    /** Adds a note, or drops it if too much waits. */
    void addNote(Pending<?> note) {
        if (waiting.size() < MOST_NOTES_WAITING && bytes.get() + note.bytes() <= MOST_NOTE_BYTES) {
            add(note);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the first that still has to run, waiting for one; null if none came in time. */
    @Nullable Pending<?> take(Duration patience) throws InterruptedException {
        Pending<?> next = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        while (next != null) {
            bytes.addAndGet(-next.bytes());
            if (next.claim()) {
                return next;
            }
            next = waiting.poll();
        }
        return null;
    }

    /** Adds to a batch what waits now, up to so many pieces of work and, the first apart, so many bytes. Called by one thread. */
    void fill(List<Pending<?>> batch, int mostWorks, long mostBytes) {
        long taken = batch.stream().mapToLong(Pending::bytes).sum();
        while (batch.size() < mostWorks) {
            Pending<?> next = waiting.peek();
            if (next == null || taken + next.bytes() > mostBytes) {
                return;
            }
            waiting.remove();
            bytes.addAndGet(-next.bytes());
            if (next.claim()) {
                taken += next.bytes();
                batch.add(next);
            }
        }
    }

    /** Fails everything that waits. */
    void failAll(StoreUnavailable failure) {
        List<Pending<?>> all = new ArrayList<>();
        waiting.drainTo(all);
        for (Pending<?> pending : all) {
            bytes.addAndGet(-pending.bytes());
            pending.fail(failure);
        }
    }
}
