package strongroom.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.Announcement;
import strongroom.account.Keeping;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.audit.Actor;
import strongroom.backup.Handle;
import strongroom.retention.RetentionStore.Candidate;

/** G15: whatever the clocks do, nothing is trashed before it was really kept for the announced days and the grace. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClockHistoryTest {

    private static final int HISTORIES = 100_000;
    private static final int STEPS = 48;
    private static final long DAY = 86_400;
    private static final long LEAST = (2 + 30) * DAY;
    private static final Tenant TENANT = new Tenant(
            TenantId.random(RandomGenerator.of("L64X128MixRandom")),
            TenantNames.of(Slug.DEFAULT),
            null,
            new TenantSettings(
                    TenantSettings.DEFAULT.access(),
                    new Announcement(2, 1_000),
                    new Keeping(30, 30, 3, 7),
                    TenantSettings.DEFAULT.quota()),
            false,
            1);

    @Test
    void in_100_000_random_histories_nothing_is_trashed_early_and_something_is_trashed_in_time() {
        long trashed = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(seed);
            history.run();
            assertThat(history.early)
                    .as("trashed early in the history of seed %d", seed)
                    .isZero();
            trashed += history.trashed;
        }
        assertThat(trashed).isGreaterThan(HISTORIES / 10);
    }

    @Test
    void a_sweeper_that_trusts_the_wall_clock_fails_the_same_histories() {
        long early = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            History history = new History(seed);
            history.naive = true;
            history.run();
            early += history.early;
        }
        assertThat(early).isGreaterThan(500);
    }

    /** A store, a process that comes and goes, a wall clock gone mad, and what an observer with a true watch writes down. */
    private static final class History {

        private final SplittableRandom random;
        private final InMemoryRetention store = new InMemoryRetention();
        private final Map<Handle, Long> trueUpload = new HashMap<>();
        private final Map<Handle, Instant> wallUpload = new HashMap<>();
        private Instant wall = Instant.parse("2026-11-23T00:00:00Z");
        private long nanos;
        private long trulyRunning;
        private RetentionTicker ticker;
        private boolean naive;
        private int early;
        private int trashed;

        History(long seed) {
            random = new SplittableRandom(seed);
            nanos = random.nextLong();
            store.promise(2);
            ticker = new RetentionTicker(store, () -> nanos, "first");
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(8)) {
                    case 0 -> upload();
                    case 1 -> wall = wall.plus(Duration.ofDays(random.nextLong(-18_250, 18_250)));
                    case 2 -> restart();
                    case 3 -> suspend();
                    default -> live(random.nextLong(LEAST / 4));
                }
                if (naive) {
                    sweepByWallClock();
                } else {
                    sweep();
                }
            }
        }

        private void upload() {
            Handle handle = Handle.random(random);
            store.put(new Candidate(handle, 1, store.seconds(), null, null, null, false));
            trueUpload.put(handle, trulyRunning);
            wallUpload.put(handle, wall);
        }

        /** Time in which the process runs and ticks, mostly every minute; here in strides of a tick's maximum. */
        private void live(long seconds) {
            long strides = seconds / RetentionClock.MOST_SECONDS_PER_TICK;
            long stride = 1 + random.nextLong(RetentionClock.MOST_SECONDS_PER_TICK);
            for (long i = 0; i < strides; i++) {
                nanos += stride * 1_000_000_000L;
                trulyRunning += stride;
                ticker.tick();
            }
            wall = wall.plusSeconds(seconds);
        }

        /** The process ends, perhaps for years; the next one's monotonic clock starts anywhere. */
        private void restart() {
            wall = wall.plusSeconds(random.nextLong(5 * 365 * DAY));
            nanos = random.nextLong();
            ticker = new RetentionTicker(store, () -> nanos, "holder " + random.nextInt());
        }

        /** The machine sleeps for weeks and wakes with the process still there. */
        private void suspend() {
            nanos += random.nextLong(60 * DAY) * 1_000_000_000L;
            trulyRunning += RetentionClock.MOST_SECONDS_PER_TICK;
            ticker.tick();
        }

        private void sweep() {
            Sweeper sweeper = new Sweeper(() -> List.of(TENANT), store, store, InstantSource.fixed(wall));
            for (SweepReport.Line line : sweeper.sweep(new Actor.Server(), null).lines()) {
                if (!line.held()) {
                    line.due().forEach(this::note);
                }
            }
        }

        /** What a folder with a clean-up job does. */
        private void sweepByWallClock() {
            for (Candidate backup : store.live(TENANT.id(), null, Integer.MAX_VALUE)) {
                Instant uploaded = wallUpload.get(backup.handle());
                if (uploaded != null && wall.isAfter(uploaded.plusSeconds(LEAST))) {
                    wallUpload.remove(backup.handle());
                    note(backup.handle());
                }
            }
        }

        private void note(Handle handle) {
            Long uploaded = trueUpload.get(handle);
            if (uploaded == null || trulyRunning - uploaded < LEAST) {
                early++;
            }
            trashed++;
        }
    }
}
