package strongroom.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which replaced blobs of a backup are kept.
 *
 * <p>Of ordinary ones: the one just replaced, and earlier ones uploaded at least 20 h apart on the retention clock, {@code versions} in
 * all. They are chosen from the oldest on: chosen from the newest on, a phone that uploads every hour would never keep anything older
 * than an hour. Beside them at most 7 that another account replaced, or that are evidence of damage.
 */
final class Versions {

    static final int MOST_BESIDE = 7;
    static final long APART_SECONDS = Duration.ofHours(20).toSeconds();

    private Versions() {}

    /** Why a blob became a version. */
    enum Reason {
        REPLACED,
        OWNER,
        TRASHED,
        REVERTED,
        DAMAGED;

        boolean isBeside() {
            return this == OWNER || this == DAMAGED;
        }
    }

    /** A replaced blob. */
    record Version(long revision, long uploadedClock, Reason reason, long bytes) {}

    /**
     * Returns those that are not kept.
     *
     * @param earlier all but the one just replaced
     */
    static List<Version> superfluous(List<Version> earlier, Version justReplaced, int versions) {
        List<Version> ordinary = new ArrayList<>();
        List<Version> beside = new ArrayList<>();
        earlier.stream()
                .sorted(Comparator.comparingLong(Version::uploadedClock).thenComparingLong(Version::revision))
                .forEach(version -> (version.reason().isBeside() ? beside : ordinary).add(version));

        List<Version> kept = spaced(ordinary);
        (justReplaced.reason().isBeside() ? beside : kept).add(justReplaced);
        Set<Version> stays = new HashSet<>(newest(kept, versions));
        stays.addAll(newest(beside, MOST_BESIDE));
        return Stream.concat(earlier.stream(), Stream.of(justReplaced))
                .filter(version -> !stays.contains(version))
                .toList();
    }

    private static List<Version> newest(List<Version> oldestFirst, int most) {
        return oldestFirst.subList(Math.max(0, oldestFirst.size() - most), oldestFirst.size());
    }

    private static List<Version> spaced(List<Version> oldestFirst) {
        List<Version> kept = new ArrayList<>();
        for (Version version : oldestFirst) {
            if (kept.isEmpty() || version.uploadedClock() - kept.getLast().uploadedClock() >= APART_SECONDS) {
                kept.add(version);
            }
        }
        return kept;
    }
}
