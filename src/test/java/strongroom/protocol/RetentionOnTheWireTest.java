package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.login;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.AccountKind;
import strongroom.account.Slug;
import strongroom.assembly.RunningServer;
import strongroom.audit.Actor;
import strongroom.conformance.Statement;
import strongroom.retention.SweepReport;

/** Safe-protocol 4.4: how long phones can count on what they stored. R is 180 days, the grace 60, the trash 30. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RetentionOnTheWireTest {

    private static final byte[] BYTES = blob(300, 1);

    private RunningServer server;
    private Asker caller;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = RunningServer.start(directory);
        caller = new Asker(server);
        assertThat(caller.put(backup(1), BYTES, LOGIN).status()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 89, 90, 91, 179})
    @Statement("R-01")
    void a_backup_is_served_at_every_age_below_the_announced_days(int days) throws Exception {
        pass(days);
        sweep();

        assertThat(body(caller.get(backup(1)))).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {180, 181, 210, 239})
    @Statement("R-02")
    void a_backup_of_a_silent_iphone_is_served_within_the_grace(int days) throws Exception {
        pass(days);
        sweep();

        assertThat(caller.head(backup(1)).status()).isEqualTo(200);
        assertThat(body(caller.get(backup(1)))).isEqualTo(BYTES);
    }

    @Test
    @Statement("R-03")
    void an_abandoned_backup_is_trashed_after_the_grace_and_gone_after_the_trash() throws Exception {
        pass(241);
        sweep();
        assertThat(caller.get(backup(1)).status()).isEqualTo(404);
        assertThat(server.count("select 1 from sealed")).as("in the trash").isEqualTo(1);

        pass(29);
        sweep();
        assertThat(server.count("select 1 from sealed"))
                .as("still in the trash")
                .isEqualTo(1);

        pass(2);
        sweep();
        assertThat(caller.get(backup(1)).status()).isEqualTo(404);
        assertThat(server.count("select 1 from backup")).isZero();
        assertThat(server.count("select 1 from revision")).isZero();
        assertThat(server.count("select 1 from sealed")).isZero();
    }

    @Test
    @Statement("R-04")
    void raising_the_days_extends_the_promise_for_what_is_stored() throws Exception {
        server.set(Slug.DEFAULT, settings -> TenantChange.retentionDays(settings, 30));
        pass(1);
        assertThat(caller.put(backup(2), BYTES, LOGIN).status()).isEqualTo(201);
        pass(10);
        server.set(Slug.DEFAULT, settings -> TenantChange.retentionDays(settings, 180));

        pass(90);
        sweep();

        assertThat(caller.get(backup(2)).status()).as("on day 100").isEqualTo(200);
    }

    @Test
    @Statement("R-04")
    void without_raising_them_it_would_have_been_gone() throws Exception {
        server.set(Slug.DEFAULT, settings -> TenantChange.retentionDays(settings, 30));
        pass(1);
        assertThat(caller.put(backup(2), BYTES, LOGIN).status()).isEqualTo(201);

        pass(100);
        sweep();

        assertThat(caller.head(backup(2)).status()).isEqualTo(404);
    }

    @Test
    @Statement("R-05")
    void lowering_the_days_does_not_shorten_the_promise_for_what_is_stored() throws Exception {
        server.set(Slug.DEFAULT, settings -> TenantChange.retentionDays(settings, 30));

        pass(100);
        sweep();

        assertThat(caller.get(backup(1)).status()).as("on day 100").isEqualTo(200);
    }

    @Test
    @Statement("R-06")
    void each_upload_starts_the_time_anew_also_of_the_same_bytes() throws Exception {
        pass(200);
        assertThat(caller.put(backup(1), BYTES, LOGIN).status()).isEqualTo(204);
        pass(239);
        sweep();
        assertThat(caller.head(backup(1)).status())
                .as("239 days after the same bytes")
                .isEqualTo(200);

        assertThat(caller.put(backup(1), blob(300, 2), LOGIN).status()).isEqualTo(204);
        pass(239);
        sweep();
        assertThat(caller.head(backup(1)).status()).as("239 days after others").isEqualTo(200);

        pass(2);
        sweep();
        assertThat(caller.head(backup(1)).status()).isEqualTo(404);
    }

    @Test
    @Statement("R-06")
    void reading_never_shortens_the_time() throws Exception {
        caller.get(backup(1));
        caller.head(backup(1));
        pass(239);
        sweep();
        assertThat(caller.head(backup(1)).status()).isEqualTo(200);

        caller.get(backup(1));
        pass(13);
        sweep();
        assertThat(caller.head(backup(1)).status())
                .as("a restored phone uploads only a day later")
                .isEqualTo(200);
    }

    @Test
    @Statement("R-08")
    void a_sweep_that_races_an_upload_leaves_the_fresh_backup() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                pass(300);
                byte[] fresh = blob(300, 100 + round);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<SweepReport> sweep = threads.submit(() -> {
                    together.await();
                    return sweep();
                });
                together.await();
                int status = caller.put(backup(1), fresh, LOGIN).status();
                sweep.get();

                assertThat(status).isIn(201, 204);
                assertThat(body(caller.get(backup(1)))).isEqualTo(fresh);
                sweep();
                assertThat(caller.head(backup(1)).status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, -36_500, 36_500})
    @Statement("R-08")
    void a_wall_clock_that_jumps_deletes_nothing(long days) throws Exception {
        pass(200);
        Instant before = server.time().clocks().wall().instant();
        server.time().setWall(before.plus(Duration.ofDays(days)));
        sweep();
        assertThat(caller.get(backup(1)).status()).isEqualTo(200);

        server.restart();
        sweep();
        assertThat(caller.get(backup(1)).status()).isEqualTo(200);

        server.time().setWall(before);
        sweep();
        assertThat(body(caller.get(backup(1)))).isEqualTo(BYTES);
    }

    @Test
    @Statement("R-09")
    void a_dry_run_reports_what_the_next_sweep_does_and_does_nothing() throws Exception {
        assertThat(server.components().sweeper().dryRun().lines()).isEmpty();
        pass(241);

        SweepReport dry = server.components().sweeper().dryRun();

        assertThat(dry.dryRun()).isTrue();
        assertThat(dry.lines()).singleElement().satisfies(line -> {
            assertThat(line.due()).hasSize(1);
            assertThat(line.trashed()).isEqualTo(1);
            assertThat(line.held()).isFalse();
        });
        assertThat(server.components().sweeper().dryRun()).isEqualTo(dry);
        assertThat(caller.head(backup(1)).status()).isEqualTo(200);
        assertThat(sweep().lines()).isEqualTo(dry.lines());
        assertThat(caller.head(backup(1)).status()).isEqualTo(404);
    }

    @Test
    @Statement("R-09")
    void a_dry_run_shows_the_brake_and_the_number_to_confirm() throws Exception {
        for (int number = 2; number <= 5; number++) {
            caller.put(backup(number), BYTES, LOGIN);
        }
        pass(241);

        SweepReport dry = server.components().sweeper().dryRun();

        assertThat(dry.heldBack()).isEqualTo(5);
        assertThat(sweep().lines()).isEqualTo(dry.lines());
        assertThat(caller.head(backup(1)).status()).isEqualTo(200);
        assertThat(server.components().sweeper().sweep(new Actor.Server(), 4).heldBack())
                .as("another number is no confirmation")
                .isEqualTo(5);
        assertThat(server.components().sweeper().sweep(new Actor.Server(), 5).heldBack())
                .isZero();
        assertThat(caller.head(backup(1)).status()).isEqualTo(404);
    }

    @Test
    @Statement("R-10")
    void a_daily_config_keeps_the_latest_backup_of_a_personal_account_and_no_other() throws Exception {
        pass(1);
        caller.put(backup(2), BYTES, LOGIN);
        pass(100);
        signOfLife(LOGIN, RunningServer.USER);

        pass(239);
        sweep();

        assertThat(caller.head(backup(2)).status()).as("uploaded last").isEqualTo(200);
        assertThat(caller.head(backup(1)).status()).as("uploaded before").isEqualTo(404);
        pass(2);
        sweep();
        assertThat(caller.head(backup(2)).status()).as("without another sign").isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHARED", "PROBE"})
    @Statement("R-10")
    void a_config_of_another_kind_of_account_keeps_nothing(String kind) throws Exception {
        server.addAccount(Slug.DEFAULT, "all", "of us together", AccountKind.valueOf(kind));
        caller.put(backup(2), BYTES, login("all", "of us together"));
        pass(100);
        assertThat(caller.get("/config", login("all", "of us together")).status())
                .isEqualTo(200);
        signOfLife(LOGIN, RunningServer.USER);

        pass(150);
        sweep();

        assertThat(caller.head(backup(2)).status()).isEqualTo(404);
        assertThat(caller.head(backup(1)).status()).isEqualTo(200);
    }

    @Test
    @Statement("R-10")
    void a_config_without_a_right_login_keeps_nothing() throws Exception {
        pass(100);
        assertThat(caller.get("/config").status()).isEqualTo(401);
        assertThat(caller.get("/config", login(RunningServer.USER, "wrong")).status())
                .isEqualTo(401);

        pass(141);
        sweep();

        assertThat(caller.head(backup(1)).status()).isEqualTo(404);
    }

    /** A sign of life is written a moment after it was answered, so this waits for it. */
    private void signOfLife(String login, String user) throws Exception {
        server.time().pass(Duration.ofDays(1));
        assertThat(caller.get("/config", login).status()).isEqualTo(200);
        Await.until("the sign of life is noted", () -> server.count("""
                        select 1 from account, retention_clock
                        where name = '%s' and sign_of_life_clock = seconds""".formatted(user)) == 1);
    }

    private void pass(int days) {
        server.passOnTheRetentionClock(Duration.ofDays(days));
    }

    private SweepReport sweep() {
        return server.components().sweeper().sweep(new Actor.Server(), null);
    }
}
