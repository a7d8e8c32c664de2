package strongroom.sealing;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import strongroom.backup.BackupStore.PutOutcome;
import strongroom.backup.BackupStore.Upload;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;
import strongroom.sealing.SealedRow.Place;
import strongroom.sealing.SealedRow.Stamp;
import strongroom.sealing.SealedRows.Expected;
import strongroom.sealing.SealedRows.Head;
import strongroom.sealing.SealedRows.StoreOutcome;

/** One try to store an upload: look, compare, seal, store if nothing changed. Thread-safe. */
final class Uploading {

    private static final Logger LOG = LoggerFactory.getLogger(Uploading.class);

    private final SealedRows rows;
    private final Mover mover;
    private final InstantSource clock;
    private final SecureRandom random;

    Uploading(SealedRows rows, Mover mover, InstantSource clock, SecureRandom random) {
        this.rows = rows;
        this.mover = mover;
        this.clock = clock;
        this.random = random;
    }

    /** Returns what became of it; null if something changed meanwhile. */
    @Nullable PutOutcome attempt(Upload upload, BackupKeys keys) {
        Head head = rows.head(upload.tenant(), keys.lookups());
        if (head == null) {
            Place place = new Place(upload.tenant(), Handle.random(random), 1);
            return store(upload, keys, place, null);
        }
        return switch (head.state()) {
            case LIVE -> overLive(upload, keys, head);
            case TRASHED, DAMAGED -> replace(upload, keys, head);
        };
    }

    private @Nullable PutOutcome overLive(Upload upload, BackupKeys keys, Head head) {
        SealedRow row = head.row();
        if (!keys.vouchFor(row)) {
            return quarantine(row);
        }
        if (row.seal().bytes() - SealedBlob.OVERHEAD != upload.bytes().length()) {
            return replace(upload, keys, head);
        }
        return switch (LiveBlob.read(rows, keys, head)) {
            case LiveBlob.Intact(Ciphertext text) ->
                text.equals(upload.bytes()) && isOnlyToRenew(upload, row)
                        ? renew(upload, keys, row)
                        : replace(upload, keys, head);
            case LiveBlob.Damaged damaged -> quarantine(row);
            case LiveBlob.Changed changed -> null;
        };
    }

    /** Marked first, so that what is not ours does not become a version like any other. */
    private @Nullable PutOutcome quarantine(SealedRow row) {
        LOG.error(
                "backup {} revision {} is not what was stored, an upload replaces it",
                row.place().handle(),
                row.place().revision());
        rows.quarantine(row.place());
        return null;
    }

    /**
     * Tells whether equal bytes need no blob of their own. Another account's do: whose blob it was must stay to be seen, by holds and
     * by whoever asks who wrote it.
     */
    private static boolean isOnlyToRenew(Upload upload, SealedRow row) {
        return upload.account() == null || upload.account().equals(row.owner());
    }

    private @Nullable PutOutcome renew(Upload upload, BackupKeys keys, SealedRow row) {
        if (!keys.isNewest(row)) {
            // A renewal is a write and lies under the newest key; the blob goes there first, and then the caller looks
            // again.
            mover.move(keys, row, upload.bytes());
            return null;
        }
        SealedRow renewed = keys.renewed(row, now(), upload.account());
        return outcome(rows.renew(renewed, expected(row.place()), upload.platform()));
    }

    private @Nullable PutOutcome replace(Upload upload, BackupKeys keys, Head head) {
        Place live = head.row().place();
        Place next = new Place(live.tenant(), live.handle(), head.newest() + 1);
        return store(upload, keys, next, expected(live));
    }

    private @Nullable PutOutcome store(Upload upload, BackupKeys keys, Place place, @Nullable Expected expected) {
        BackupKeys.Sealed sealed = keys.seal(place, now(), upload.account(), upload.bytes(), random);
        return outcome(rows.store(sealed.row(), sealed.bytes(), keys.lookups(), expected, upload.platform()));
    }

    private Stamp now() {
        // The store keeps milliseconds, and the row's MAC is over what it keeps.
        return new Stamp(clock.instant().truncatedTo(ChronoUnit.MILLIS), rows.clockSeconds());
    }

    private static Expected expected(Place place) {
        return new Expected(place.handle(), place.revision());
    }

    private static @Nullable PutOutcome outcome(StoreOutcome outcome) {
        return switch (outcome) {
            case StoreOutcome.Created created -> new PutOutcome.Created();
            case StoreOutcome.Replaced replaced -> new PutOutcome.Replaced();
            case StoreOutcome.Outdated outdated -> null;
            case StoreOutcome.NotOwner notOwner -> new PutOutcome.NotOwner();
            case StoreOutcome.OverQuota(var limit) -> new PutOutcome.OverQuota(limit);
            case StoreOutcome.NoSpace noSpace -> new PutOutcome.NoSpace();
        };
    }
}
