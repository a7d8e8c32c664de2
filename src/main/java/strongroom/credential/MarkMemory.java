package strongroom.credential;

import java.util.ArrayDeque;
import strongroom.account.Id128;

/** The eight marks that were seen last. Thread-safe. */
final class MarkMemory {

    private static final int MOST = 8;

    private final ArrayDeque<Id128> marks = new ArrayDeque<>(1);

    /** Tells whether the mark is remembered, and if so, remembers it as the latest. */
    synchronized boolean recalls(Id128 mark) {
        if (!marks.remove(mark)) {
            return false;
        }
        marks.addFirst(mark);
        return true;
    }

    synchronized void remember(Id128 mark) {
        if (!recalls(mark)) {
            marks.addFirst(mark);
        }
        if (marks.size() > MOST) {
            marks.removeLast();
        }
    }
}
