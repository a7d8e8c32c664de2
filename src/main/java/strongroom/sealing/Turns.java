package strongroom.sealing;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import strongroom.account.TenantId;
import strongroom.backup.BackupId;

/**
 * Whose turn it is to write a backup ID. Correctness does not hang on it, since the store compares what a writer has seen; but twenty
 * phones with one ID (P-14) would otherwise make each other look again and again. Thread-safe.
 */
final class Turns {

    /** Many more than writers at one time, so that different IDs hardly ever wait for each other. */
    private static final int COUNT = 1024;

    private final List<ReentrantLock> locks =
            IntStream.range(0, COUNT).mapToObj(i -> new ReentrantLock(true)).toList();

    ReentrantLock of(TenantId tenant, BackupId id) {
        return locks.get(Math.floorMod(31 * tenant.hashCode() + id.hashCode(), COUNT));
    }
}
