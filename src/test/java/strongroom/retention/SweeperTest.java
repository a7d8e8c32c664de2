package strongroom.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.backup.Handle;
import strongroom.retention.RetentionStore.Candidate;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SweeperTest {

    private static final long DAY = 86_400;
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");
    private static final Tenant TENANT =
            new Tenant(TenantId.random(RANDOM), TenantNames.of(Slug.DEFAULT), null, TenantSettings.DEFAULT, false, 1);
    private static final Actor SERVER = new Actor.Server();

    private final InMemoryRetention store = new InMemoryRetention();
    private final Sweeper sweeper =
            new Sweeper(() -> List.of(TENANT), store, store, InstantSource.fixed(Instant.EPOCH));

    SweeperTest() {
        store.promise(180);
        store.takeLease("test");
    }

    @Test
    void an_outlived_backup_is_trashed_and_a_younger_one_stays() {
        Handle old = backup(0, false);
        pass(120);
        Handle young = backup(120 * DAY, false);
        pass(121);

        SweepReport report = sweeper.sweep(SERVER, null);

        assertThat(report.lines()).singleElement().satisfies(line -> {
            assertThat(line.due()).containsExactly(old);
            assertThat(line.trashed()).isEqualTo(1);
        });
        assertThat(store.get(old)).isNull();
        assertThat(store.get(young)).isNotNull();
    }

    @Test
    void a_held_backup_outlives_everything() {
        Handle held = backup(0, true);
        pass(1_000);

        sweeper.sweep(SERVER, null);

        assertThat(store.get(held)).isNotNull();
    }

    @Test
    void a_sweep_trashes_none_if_more_are_due_than_its_brake_allows() {
        backups(500, 0);
        pass(241);

        SweepReport report = sweeper.sweep(SERVER, null);

        assertThat(report.heldBack()).isEqualTo(500);
        assertThat(store.liveCount(TENANT.id())).isEqualTo(500);
        assertThat(store.events())
                .anySatisfy(
                        record -> assertThat(record.event()).isEqualTo(new AuditEvent.SweepHeld(TENANT.id(), 500, 5)));
    }

    @Test
    void a_held_sweep_is_logged_once_and_not_every_hour() {
        backups(500, 0);
        pass(241);

        sweeper.sweep(SERVER, null);
        sweeper.sweep(SERVER, null);

        assertThat(store.events()).hasSize(1);
    }

    @Test
    void only_the_very_number_that_waits_releases_the_brake() {
        backups(500, 0);
        pass(241);

        assertThat(sweeper.sweep(SERVER, 499).heldBack()).isEqualTo(500);
        assertThat(sweeper.sweep(SERVER, 500).lines().getFirst().trashed()).isEqualTo(500);

        assertThat(store.liveCount(TENANT.id())).isZero();
    }

    @Test
    void the_daily_share_counts_what_was_swept_within_a_day() {
        backups(3, 0);
        pass(1);
        backups(497, DAY);
        pass(240);
        assertThat(sweeper.sweep(SERVER, null).lines().getFirst().trashed()).isEqualTo(3);
        store.put(new Candidate(Handle.random(RANDOM), 1, 0, null, null, null, false));

        assertThat(sweeper.sweep(SERVER, null).lines().getFirst().trashed()).isEqualTo(1);
        store.put(new Candidate(Handle.random(RANDOM), 1, 0, null, null, null, false));

        assertThat(sweeper.sweep(SERVER, null).heldBack()).isEqualTo(1);
    }

    @Test
    void the_weekly_share_holds_a_trickle_that_the_daily_share_lets_pass() {
        backups(30, 1_000 * DAY);
        for (int day = 0; day < 300; day++) {
            store.advance("test", DAY);
        }
        int trashed = 0;
        for (int day = 0; day < 4; day++) {
            backups(3, 0);
            store.advance("test", DAY);
            trashed += sweeper.sweep(SERVER, null).lines().stream()
                    .mapToInt(SweepReport.Line::trashed)
                    .sum();
        }

        assertThat(trashed).isEqualTo(3);
    }

    @Test
    void the_dry_run_equals_the_real_run_in_a_thousand_random_states() {
        for (int round = 0; round < 1_000; round++) {
            InMemoryRetention state = new InMemoryRetention();
            state.takeLease("test");
            state.promise(2 + RANDOM.nextInt(200));
            long now = RANDOM.nextLong(500 * DAY);
            state.advance("test", now);
            int count = RANDOM.nextInt(40);
            for (int i = 0; i < count; i++) {
                state.put(new Candidate(
                        Handle.random(RANDOM),
                        1,
                        RANDOM.nextLong(500 * DAY),
                        null,
                        null,
                        null,
                        RANDOM.nextInt(5) == 0));
            }
            Sweeper one = new Sweeper(() -> List.of(TENANT), state, state, InstantSource.fixed(Instant.EPOCH));

            List<SweepReport.Line> planned = one.dryRun().lines();

            assertThat(one.sweep(SERVER, null).lines()).isEqualTo(planned);
        }
    }

    private Handle backup(long uploaded, boolean held) {
        Handle handle = Handle.random(RANDOM);
        store.put(new Candidate(handle, 1, uploaded, null, null, null, held));
        return handle;
    }

    private void backups(int count, long uploaded) {
        for (int i = 0; i < count; i++) {
            backup(uploaded, false);
        }
    }

    private void pass(int days) {
        store.advance("test", days * DAY);
    }
}
