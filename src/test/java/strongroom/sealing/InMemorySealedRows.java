package strongroom.sealing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.BackupStore.DeleteOutcome;
import strongroom.backup.Handle;
import strongroom.backup.StoreUnavailable;
import strongroom.sealing.SealedRow.Place;

/**
 * The store in memory: every version is kept, nothing is swept. Thread-safe. Beside the port it has what tests need: settings, the
 * administrator's revert and restore, and an attacker's access to what lies there.
 */
public final class InMemorySealedRows implements SealedRows {

    private static final Comparator<SealedRow> IN_ORDER = Comparator.comparing(
                    (SealedRow row) -> row.place().handle().bytes(), Arrays::compareUnsigned)
            .thenComparingLong(row -> row.place().revision());

    private final ToIntFunction<TenantId> newestGeneration;
    private final Map<Handle, Backup> backups = new HashMap<>();
    private final Map<Index, Handle> index = new HashMap<>();
    private final Set<TenantId> strict = new HashSet<>();
    private final List<Place> quarantined = new ArrayList<>();
    private final List<Handle> readings = new ArrayList<>();
    private @Nullable StoreOutcome refusal;
    private Runnable beforeBytes = () -> {};
    private long clockSeconds;
    private int stored;

    /** Makes an empty store that asks for the newest generation of a tenant's key. */
    public InMemorySealedRows(ToIntFunction<TenantId> newestGeneration) {
        this.newestGeneration = newestGeneration;
    }

    @Override
    public synchronized @Nullable Head head(TenantId tenant, List<Digest> lookups) {
        Backup backup = find(tenant, lookups);
        if (backup == null) {
            return null;
        }
        SealedRow row = backup.live().row();
        return new Head(
                row, backup.state, backup.newest, readings.contains(row.place().handle()));
    }

    @Override
    public byte @Nullable [] bytes(Place place) {
        Runnable before;
        synchronized (this) {
            before = beforeBytes;
            beforeBytes = () -> {};
        }
        before.run();
        synchronized (this) {
            Backup backup = backups.get(place.handle());
            Blob blob = backup == null ? null : backup.blobs.get(place.revision());
            return blob == null ? null : blob.bytes().clone();
        }
    }

    @Override
    public synchronized StoreOutcome store(
            SealedRow row,
            byte[] sealed,
            List<Digest> lookups,
            @Nullable Expected expected,
            @Nullable String platform) {
        Place place = row.place();
        Backup backup = find(place.tenant(), lookups);
        if (isOutdated(row) || !Objects.equals(expected, seen(backup))) {
            return new StoreOutcome.Outdated();
        }
        if (refusal != null) {
            return refusal;
        }
        if (backup != null && isForbidden(backup, row.owner())) {
            return new StoreOutcome.NotOwner();
        }
        boolean live = backup != null && backup.state == Head.State.LIVE;
        if (backup == null) {
            backup = new Backup();
            backups.put(place.handle(), backup);
        }
        if (place.revision() != backup.newest + 1) {
            throw new StoreUnavailable("revision " + place.revision() + " does not follow " + backup.newest);
        }
        backup.newest = place.revision();
        backup.state = Head.State.LIVE;
        backup.owner = row.owner() == null ? backup.owner : row.owner();
        makeCurrent(backup, new Blob(row, sealed.clone()));
        stored++;
        return live ? new StoreOutcome.Replaced() : new StoreOutcome.Created();
    }

    @Override
    public synchronized StoreOutcome renew(SealedRow row, Expected expected, @Nullable String platform) {
        Backup backup = backups.get(row.place().handle());
        if (backup == null
                || isOutdated(row)
                || backup.state != Head.State.LIVE
                || !expected.equals(seen(backup))
                || !row.seal().sha256().equals(backup.live().row().seal().sha256())) {
            return new StoreOutcome.Outdated();
        }
        if (isForbidden(backup, row.owner())) {
            return new StoreOutcome.NotOwner();
        }
        backup.owner = row.owner() == null ? backup.owner : row.owner();
        makeCurrent(backup, new Blob(row, backup.live().bytes()));
        return new StoreOutcome.Replaced();
    }

    @Override
    public synchronized void move(SealedRow before, SealedRow after, byte[] sealed) {
        Backup backup = backups.get(before.place().handle());
        if (backup != null
                && backup.state == Head.State.LIVE
                && backup.live().row().equals(before)) {
            makeCurrent(backup, new Blob(after, sealed.clone()));
        }
    }

    @Override
    public synchronized DeleteOutcome delete(TenantId tenant, List<Digest> lookups, @Nullable AccountId account) {
        Backup backup = find(tenant, lookups);
        if (backup == null) {
            return new DeleteOutcome.Absent();
        }
        if (backup.state == Head.State.TRASHED) {
            return new DeleteOutcome.AlreadyDeleted();
        }
        if (isForbidden(backup, account)) {
            return new DeleteOutcome.NotOwner();
        }
        backup.state = Head.State.TRASHED;
        return new DeleteOutcome.Deleted();
    }

    @Override
    public synchronized void quarantine(Place place) {
        Backup backup = backups.get(place.handle());
        if (backup == null || quarantined.contains(place)) {
            return;
        }
        quarantined.add(place);
        if (backup.revision == place.revision()) {
            backup.state = Head.State.DAMAGED;
        }
    }

    @Override
    public synchronized void noteRead(Handle handle) {
        readings.add(handle);
    }

    @Override
    public synchronized List<SealedRow> page(@Nullable Place after, int most) {
        return rows().stream()
                .filter(row -> after == null || isAfter(row.place(), after))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized long clockSeconds() {
        return clockSeconds;
    }

    public synchronized void setClockSeconds(long seconds) {
        clockSeconds = seconds;
    }

    /** Sets the tenant's ownership to strict. */
    public synchronized void setStrict(TenantId tenant) {
        strict.add(tenant);
    }

    /** Answers every upload of new bytes with this outcome; null ends it. */
    public synchronized void refuseStores(@Nullable StoreOutcome outcome) {
        refusal = outcome;
    }

    /** Makes an earlier revision the current one, as an administrator does. */
    public synchronized void revert(Handle handle, long revision) {
        Backup backup = backup(handle);
        backup.state = Head.State.LIVE;
        makeCurrent(backup, blob(new Place(backup.live().row().place().tenant(), handle, revision)));
    }

    /** Brings a backup back from the trash, as an administrator does. */
    public synchronized void restore(Handle handle) {
        backup(handle).state = Head.State.LIVE;
    }

    /** Returns all rows in the order of handle and revision. */
    public synchronized List<SealedRow> rows() {
        return backups.values().stream()
                .flatMap(backup -> backup.blobs.values().stream())
                .map(Blob::row)
                .sorted(IN_ORDER)
                .toList();
    }

    /** Returns what was quarantined, in the order of time. */
    public synchronized List<Place> quarantined() {
        return List.copyOf(quarantined);
    }

    /** Returns each noted reading. */
    public synchronized List<Handle> readings() {
        return List.copyOf(readings);
    }

    /** Returns how many blobs uploads have written. */
    public synchronized int stored() {
        return stored;
    }

    /** Runs something once, just before the next bytes are read. */
    synchronized void beforeBytes(Runnable before) {
        beforeBytes = before;
    }

    /** Puts a row and bytes where others stand, as somebody with the database file can; the index stays. */
    synchronized void tamper(Place place, SealedRow row, byte[] sealed) {
        backup(place.handle()).blobs.put(place.revision(), new Blob(row, sealed.clone()));
    }

    /** Points a lookup of the index at a handle, as somebody with the database file can. */
    synchronized void tamperIndex(TenantId tenant, Digest lookup, Handle handle) {
        index.put(new Index(tenant, lookup), handle);
    }

    private void makeCurrent(Backup backup, Blob blob) {
        Place place = blob.row().place();
        backup.blobs.put(place.revision(), blob);
        backup.revision = place.revision();
        index.values().removeIf(place.handle()::equals);
        index.put(new Index(place.tenant(), blob.row().seal().lookup()), place.handle());
    }

    private @Nullable Backup find(TenantId tenant, List<Digest> lookups) {
        return lookups.stream()
                .map(lookup -> index.get(new Index(tenant, lookup)))
                .filter(Objects::nonNull)
                .findFirst()
                .map(backups::get)
                .orElse(null);
    }

    private Backup backup(Handle handle) {
        return Objects.requireNonNull(backups.get(handle));
    }

    private Blob blob(Place place) {
        return Objects.requireNonNull(backup(place.handle()).blobs.get(place.revision()));
    }

    private boolean isOutdated(SealedRow row) {
        return row.seal().generation()
                != newestGeneration.applyAsInt(row.place().tenant());
    }

    @Override
    public synchronized boolean isAnothers(TenantId tenant, List<Digest> lookups, AccountId account) {
        Backup backup = find(tenant, lookups);
        return backup != null && backup.owner != null && !account.equals(backup.owner);
    }

    private boolean isForbidden(Backup backup, @Nullable AccountId account) {
        return strict.contains(backup.live().row().place().tenant())
                && account != null
                && backup.owner != null
                && !account.equals(backup.owner);
    }

    private static @Nullable Expected seen(@Nullable Backup backup) {
        return backup == null ? null : new Expected(backup.live().row().place().handle(), backup.revision);
    }

    private static boolean isAfter(Place place, Place other) {
        int handles =
                Arrays.compareUnsigned(place.handle().bytes(), other.handle().bytes());
        return handles > 0 || (handles == 0 && place.revision() > other.revision());
    }

    private record Index(TenantId tenant, Digest lookup) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Blob(SealedRow row, byte[] bytes) {}

    private static final class Backup {
        private final TreeMap<Long, Blob> blobs = new TreeMap<>();
        private Head.State state = Head.State.LIVE;
        private @Nullable AccountId owner;
        private long revision;
        private long newest;

        Blob live() {
            return Objects.requireNonNull(blobs.get(revision));
        }
    }
}
