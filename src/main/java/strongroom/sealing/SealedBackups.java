package strongroom.sealing;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.BackupId;
import strongroom.backup.BackupStore;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.SealedRows.Head;

/**
 * The backups, sealed: what comes in under a backup ID lies in the store under a keyed lookup and a key that needs the ID. Thread-safe.
 *
 * <p>An upload of the very bytes that are live writes no blob. A read of a blob under an older tenant key moves it to the newest one in
 * the background. What does not verify is quarantined and never served.
 */
public final class SealedBackups implements BackupStore {

    /** By how much a sealed blob is longer than what a phone sent. */
    public static final int SEAL_BYTES = SealedBlob.OVERHEAD;

    private static final Logger LOG = LoggerFactory.getLogger(SealedBackups.class);

    /** Each try fails only because another writer got through, so even a busy ID needs few. */
    private static final int MOST_TRIES = 100;

    /** A phone gives up after thirty (P-19). */
    private static final long MOST_SECONDS_FOR_A_TURN = 10;

    private final SealedRows rows;
    private final TenantKeys keys;
    private final Mover mover;
    private final Uploading uploading;
    private final Turns turns = new Turns();

    /**
     * Wraps a store.
     *
     * @param clock the wall clock
     * @param random draws handles and nonces
     * @param background runs moves to newer keys; one that rejects them only delays the moves
     */
    public SealedBackups(
            SealedRows rows, TenantKeys keys, InstantSource clock, SecureRandom random, Executor background) {
        this.rows = rows;
        this.keys = keys;
        this.mover = new Mover(rows, random, background);
        this.uploading = new Uploading(rows, mover, clock, random);
    }

    @Override
    public FindOutcome find(TenantId tenant, BackupId id, Reader reader) {
        return answer(tenant, id, new FindOutcome.Absent(), (backupKeys, head) -> switch (head.state()) {
            case TRASHED -> new FindOutcome.Absent();
            case DAMAGED -> new FindOutcome.Damaged(handle(head));
            case LIVE -> live(backupKeys, head, reader);
        });
    }

    private @Nullable FindOutcome live(BackupKeys backupKeys, Head head, Reader reader) {
        if (!backupKeys.vouchFor(head.row())) {
            return new FindOutcome.Damaged(quarantined(head));
        }
        if (!reader.mayHave(head.row().owner())) {
            return new FindOutcome.Absent();
        }
        if (!reader.hasRoom(head.row().seal().bytes() - SealedBlob.OVERHEAD)) {
            return new FindOutcome.NoRoom();
        }
        return switch (LiveBlob.read(rows, backupKeys, head)) {
            case LiveBlob.Intact(Ciphertext text) -> found(backupKeys, head, text);
            case LiveBlob.Damaged damaged -> new FindOutcome.Damaged(quarantined(head));
            case LiveBlob.Changed changed -> null;
        };
    }

    @Override
    public SizeOutcome size(TenantId tenant, BackupId id) {
        return answer(tenant, id, new SizeOutcome.Absent(), (backupKeys, head) -> switch (head.state()) {
            case TRASHED -> new SizeOutcome.Absent();
            case DAMAGED -> new SizeOutcome.Damaged(handle(head));
            case LIVE ->
                backupKeys.vouchFor(head.row())
                        ? new SizeOutcome.Present(
                                head.row().seal().bytes() - SealedBlob.OVERHEAD,
                                head.row().owner())
                        : new SizeOutcome.Damaged(quarantined(head));
        });
    }

    /**
     * Returns the handle of what stands under this ID, live, trashed or damaged; null if nothing does. Reads no blob and notes nothing. Since
     * the answer can confirm a guess, whoever asks for a person writes it into the audit log.
     */
    public @Nullable Handle handle(TenantId tenant, BackupId id) {
        return answer(tenant, id, new Looked(null), (backupKeys, head) -> new Looked(handle(head)))
                .handle();
    }

    private record Looked(@Nullable Handle handle) {}

    @Override
    public boolean isAnothers(TenantId tenant, AccountId account, BackupId id) {
        List<GenerationKeys> generations = keys.of(tenant);
        return !generations.isEmpty() && rows.isAnothers(tenant, new BackupKeys(generations, id).lookups(), account);
    }

    @Override
    public PutOutcome put(Upload upload) {
        ReentrantLock turn = turns.of(upload.tenant(), upload.id());
        try {
            if (!turn.tryLock(MOST_SECONDS_FOR_A_TURN, TimeUnit.SECONDS)) {
                throw new StoreUnavailable("others write the same backup for too long");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for a turn", interrupted);
        }
        try {
            return putInTurn(upload);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public DeleteOutcome delete(TenantId tenant, @Nullable AccountId account, BackupId id) {
        List<GenerationKeys> generations = keys.of(tenant);
        if (!generations.isEmpty()) {
            BackupKeys backupKeys = new BackupKeys(generations, id);
            DeleteOutcome outcome = rows.delete(tenant, backupKeys.lookups(), account);
            if (!(outcome instanceof DeleteOutcome.Absent)) {
                return outcome;
            }
        }
        List<GenerationKeys> fresh = reloaded(tenant);
        return fresh.equals(generations) || fresh.isEmpty()
                ? new DeleteOutcome.Absent()
                : rows.delete(tenant, new BackupKeys(fresh, id).lookups(), account);
    }

    private PutOutcome putInTurn(Upload upload) {
        List<GenerationKeys> generations = keys.of(upload.tenant());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (!generations.isEmpty()) {
                PutOutcome outcome = uploading.attempt(upload, new BackupKeys(generations, upload.id()));
                if (outcome != null) {
                    return outcome;
                }
            }
            generations = reloaded(upload.tenant());
            if (generations.isEmpty()) {
                throw new StoreUnavailable("tenant " + upload.tenant() + " has no key, it is removed");
            }
        }
        throw new StoreUnavailable("a backup was changed by others at each of " + MOST_TRIES + " tries");
    }

    /** Answers from what stands under the ID; looks again as long as the question says (by null) that it changed meanwhile. */
    private <T> T answer(TenantId tenant, BackupId id, T absent, Question<T> question) {
        List<GenerationKeys> generations = keys.of(tenant);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Head head = null;
            if (!generations.isEmpty()) {
                BackupKeys backupKeys = new BackupKeys(generations, id);
                head = rows.head(tenant, backupKeys.lookups());
                T answer = head == null ? null : question.answer(backupKeys, head);
                if (answer != null) {
                    return answer;
                }
            }
            // A blob that another process moved to a newer key is not absent, so absence is believed under the newest
            // keys only.
            List<GenerationKeys> fresh = reloaded(tenant);
            if (head == null && fresh.equals(generations)) {
                return absent;
            }
            generations = fresh;
        }
        throw new StoreUnavailable("a backup was changed by others at each of " + MOST_TRIES + " tries");
    }

    private List<GenerationKeys> reloaded(TenantId tenant) {
        keys.reload();
        return keys.of(tenant);
    }

    private FindOutcome found(BackupKeys backupKeys, Head head, Ciphertext text) {
        if (!head.readNoted()) {
            noteRead(handle(head));
        }
        if (!backupKeys.isNewest(head.row())) {
            mover.moveSoon(backupKeys, head.row(), text);
        }
        return new FindOutcome.Found(text);
    }

    private void noteRead(Handle handle) {
        try {
            rows.noteRead(handle);
        } catch (StoreUnavailable unavailable) {
            LOG.warn("a read of backup {} was not noted", handle, unavailable);
        }
    }

    private Handle quarantined(Head head) {
        LOG.error(
                "backup {} revision {} is not what was stored, it is kept and not served",
                handle(head),
                head.row().place().revision());
        try {
            rows.quarantine(head.row().place());
        } catch (StoreUnavailable unavailable) {
            LOG.warn("backup {} was not marked as damaged", handle(head), unavailable);
        }
        return handle(head);
    }

    private static Handle handle(Head head) {
        return head.row().place().handle();
    }

    /** What to answer, given what stands under an ID; null to look again. */
    @FunctionalInterface
    private interface Question<T> {
        @Nullable T answer(BackupKeys keys, Head head);
    }
}
