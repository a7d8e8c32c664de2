package strongroom.sealing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.SealedRow.Place;

/**
 * Reads everything that is stored and compares it with its digests; what does not fit is quarantined. Thread-safe.
 *
 * <p>The digest of the sealed bytes needs no key. With the keys, the MAC of each row is checked too. What only a backup ID can open
 * stays closed.
 */
public final class Scrub {

    private static final int PAGE_ROWS = 64;

    private final SealedRows rows;
    private final @Nullable TenantKeys keys;

    /**
     * Prepares a scrub.
     *
     * @param keys null to check the bytes alone
     */
    public Scrub(SealedRows rows, @Nullable TenantKeys keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /** Is told after each page how far the scrub is. */
    @FunctionalInterface
    public interface Progress {
        void reached(long rows, long bytes);
    }

    /**
     * What a scrub found.
     *
     * @param rows how many blobs were read
     * @param bytes their sealed length together
     * @param unproven rows of which only the bytes could be checked, since their key is not at hand
     * @param damaged what was found damaged, now or earlier, in the order of handle and revision
     */
    public record Report(long rows, long bytes, long unproven, List<Place> damaged) {
        public Report {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Reads everything once, in pages.
     *
     * @throws StoreUnavailable if the store fails
     */
    public Report run(Progress progress) {
        Tally tally = new Tally();
        Place after = null;
        for (List<SealedRow> page = rows.page(null, PAGE_ROWS); !page.isEmpty(); page = rows.page(after, PAGE_ROWS)) {
            for (SealedRow row : page) {
                check(row, after, tally);
                after = row.place();
            }
            progress.reached(tally.rows, tally.bytes);
        }
        return new Report(tally.rows, tally.bytes, tally.unproven, tally.damaged);
    }

    private void check(SealedRow row, @Nullable Place before, Tally tally) {
        Verdict verdict = verdict(row);
        // A renewal or a move between the two reads looks like damage until the row is read again.
        for (SealedRow last = row; verdict == Verdict.DAMAGED; ) {
            SealedRow now = again(last.place(), before);
            if (now == null) {
                return;
            }
            if (now.equals(last)) {
                break;
            }
            last = now;
            verdict = verdict(now);
        }
        tally.rows++;
        tally.bytes += row.seal().bytes();
        switch (verdict) {
            case INTACT -> {}
            case UNPROVEN -> tally.unproven++;
            case DAMAGED -> {
                tally.damaged.add(row.place());
                rows.quarantine(row.place());
            }
        }
    }

    private @Nullable SealedRow again(Place place, @Nullable Place before) {
        return rows.page(before, PAGE_ROWS).stream()
                .filter(row -> row.place().equals(place))
                .findFirst()
                .orElse(null);
    }

    private Verdict verdict(SealedRow row) {
        byte[] sealed = rows.bytes(row.place());
        if (sealed == null
                || sealed.length != row.seal().bytes()
                || !Digest.of(Hashes.sha256(sealed)).equals(row.seal().sha256())) {
            return Verdict.DAMAGED;
        }
        GenerationKeys generation = generation(row.place().tenant(), row.seal().generation());
        if (generation == null) {
            return Verdict.UNPROVEN;
        }
        return generation.rowMac().vouchesFor(row) ? Verdict.INTACT : Verdict.DAMAGED;
    }

    private @Nullable GenerationKeys generation(TenantId tenant, int generation) {
        if (keys == null) {
            return null;
        }
        return keys.ofIfOpen(tenant).stream()
                .filter(found -> found.generation() == generation)
                .findFirst()
                .orElse(null);
    }

    private enum Verdict {
        INTACT,
        UNPROVEN,
        DAMAGED
    }

    private static final class Tally {
        private long rows;
        private long bytes;
        private long unproven;
        private final List<Place> damaged = new ArrayList<>();
    }
}
