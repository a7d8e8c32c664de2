package strongroom.sealing;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.backup.Ciphertext;
import strongroom.backup.StoreUnavailable;

/**
 * Moves live blobs to the newest generation of their tenant's key as they pass. What cannot be moved now is moved when it passes
 * again. Thread-safe.
 */
final class Mover {

    private static final Logger LOG = LoggerFactory.getLogger(Mover.class);

    /** Each holds a blob twice in memory, so there are few; a read that finds none left moves nothing. */
    private static final int MOST_AT_A_TIME = 4;

    private final SealedRows rows;
    private final RandomGenerator random;
    private final Executor background;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    Mover(SealedRows rows, RandomGenerator random, Executor background) {
        this.rows = rows;
        this.random = random;
        this.background = background;
    }

    void move(BackupKeys keys, SealedRow before, Ciphertext text) {
        BackupKeys.Sealed after = keys.seal(before.place(), before.uploaded(), before.owner(), text, random);
        rows.move(before, after.row(), after.bytes());
    }

    /** Neither delays nor fails the caller. */
    void moveSoon(BackupKeys keys, SealedRow before, Ciphertext text) {
        if (!places.tryAcquire()) {
            return;
        }
        try {
            background.execute(() -> moveAndLeave(keys, before, text));
        } catch (RejectedExecutionException closing) {
            places.release();
        }
    }

    private void moveAndLeave(BackupKeys keys, SealedRow before, Ciphertext text) {
        try {
            move(keys, before, text);
        } catch (StoreUnavailable unavailable) {
            LOG.warn("backup {} was not moved to the newest key", before.place().handle(), unavailable);
        } finally {
            places.release();
        }
    }
}
