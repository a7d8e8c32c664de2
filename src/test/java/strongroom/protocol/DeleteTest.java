package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Slug;
import strongroom.account.TenantId;
import strongroom.admin.BackupChanges;
import strongroom.assembly.RunningServer;
import strongroom.assembly.SharedServer;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DeleteTest {

    private static final byte[] BODY = Samples.bytes(70_000, 1);
    private static final int ROUNDS = 15;

    /** Times on the retention clock are exact to two ticks of five minutes; the sweep errs on the side of keeping. */
    private static final Duration PAST_THE_END = Duration.ofMinutes(11);

    @RegisterExtension
    static final SharedServer SHARED = SharedServer.plain();

    private final RunningServer server = SHARED.server();
    private final Caller anna = Caller.anna(server);

    @Test
    @Statement({"D-01", "D-02"})
    void a_delete_as_the_apps_send_it_succeeds_also_when_it_is_sent_again() throws IOException {
        String id = Samples.id(1);
        assertThat(anna.put(id, BODY).statusCode()).isEqualTo(201);
        try (RawHttp http = new RawHttp(server.url())) {
            for (int i = 0; i < 3; i++) {
                RawHttp.Answer answer = http.send(
                                RawHttp.head("DELETE", "/backups/" + id, RawUpload.login(), "Content-Length: 0"))
                        .answer();
                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.header("Location")).isNull();
                assertThat(http.get("/backups/" + id).status()).isEqualTo(404);
            }
            // The iPhone sends no length at all.
            assertThat(http.send(RawHttp.head("DELETE", "/backups/" + id, RawUpload.login()))
                            .answer()
                            .status())
                    .isEqualTo(204);
        }
        assertThat(anna.head(id).statusCode()).isEqualTo(404);
        assertThat(anna.delete(id.toUpperCase(Locale.ROOT)).statusCode()).isEqualTo(204);
    }

    @Test
    @Statement("D-02")
    void a_delete_of_what_never_was_is_a_404() {
        StoredRows before = StoredRows.of(server);

        assertThat(anna.delete(Samples.id(2)).statusCode()).isEqualTo(404);

        assertThat(StoredRows.of(server)).isEqualTo(before);
    }

    /** An iPhone whose user changes the password deletes the old backup while it uploads the new one (safe-protocol 6). */
    @Test
    @Statement("D-04")
    void a_delete_of_the_old_and_an_upload_of_the_new_backup_do_not_disturb_each_other() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String old = Samples.id(1_000 + round);
            String fresh = Samples.id(1_001 + round);
            byte[] body = Samples.bytes(30_000, round);
            assertThat(anna.put(old, BODY).statusCode()).isIn(201, 204);

            List<Integer> statuses = together(
                    () -> anna.delete(old).statusCode(),
                    () -> anna.put(fresh, body).statusCode());

            assertThat(statuses).containsExactly(204, 201);
            assertThat(anna.get(old).statusCode()).isEqualTo(404);
            assertThat(anna.stored(fresh)).isEqualTo(body);
            server.time().pass(Duration.ofMinutes(1));
        }
    }

    @Test
    @Statement("D-05")
    void a_delete_during_an_upload_leaves_what_the_upload_brings() throws IOException {
        String id = Samples.id(3);
        byte[] fresh = Samples.bytes(100_000, 2);
        assertThat(anna.put(id, BODY).statusCode()).isEqualTo(201);
        try (RawUpload upload = RawUpload.begin(server, id, 100_000)) {
            upload.send(Arrays.copyOf(fresh, 60_000));
            assertThat(anna.delete(id).statusCode()).isEqualTo(204);
            upload.send(Arrays.copyOfRange(fresh, 60_000, 100_000));

            assertThat(upload.answer().status()).isEqualTo(201);
        }
        assertThat(anna.stored(id)).isEqualTo(fresh);
    }

    /** Who "changes" to the same password deletes and uploads under one ID, in either order. */
    @Test
    @Statement("D-05")
    void whoever_wins_a_race_the_newer_backup_is_there_or_in_the_trash() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = Samples.id(2_000 + round);
            byte[] fresh = Samples.bytes(100_000 + round, round);
            assertThat(anna.put(id, BODY).statusCode()).isEqualTo(201);

            List<Integer> statuses = together(
                    () -> anna.delete(id).statusCode(),
                    () -> anna.put(id, fresh).statusCode());

            assertThat(statuses.get(0)).isEqualTo(204);
            assertThat(statuses.get(1)).isIn(201, 204);
            if (anna.get(id).statusCode() == 404) {
                restoreFromTrash(fresh.length);
            }
            assertThat(anna.stored(id)).isEqualTo(fresh);
            assertThat(anna.delete(id).statusCode()).isEqualTo(204);
            server.time().pass(Duration.ofMinutes(1));
        }
    }

    private void restoreFromTrash(int length) {
        BackupChanges changes = server.components().ports().backupChanges();
        Handle handle =
                changes
                        .list(new BackupChanges.Filter(null, null, StoredBackup.State.TRASHED, null), null, 1_000)
                        .stream()
                        .map(BackupChanges.Listed::backup)
                        .filter(backup -> backup.current().bytes() == length)
                        .map(StoredBackup::handle)
                        .findFirst()
                        .orElseThrow();
        TenantId tenant = server.tenant(Slug.DEFAULT).id();
        AuditEvent event = new AuditEvent.TrashRestored(tenant, List.of(handle.value()));
        assertThat(changes.restore(
                        tenant,
                        List.of(handle),
                        new AuditRecord(server.time().clocks().wall().instant(), new Actor.Server(), event)))
                .containsExactly(handle);
    }

    private static List<Integer> together(Callable<Integer> one, Callable<Integer> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> first = threads.submit(() -> {
                start.await();
                return one.call();
            });
            Future<Integer> second = threads.submit(() -> {
                start.await();
                return other.call();
            });
            return List.of(first.get(), second.get());
        }
    }

    @Test
    @Statement({"D-06", "D-02"})
    void a_deletion_lasts_and_after_the_trash_days_nothing_is_left(@TempDir Path directory) {
        String id = Samples.id(4);
        try (RunningServer other = RunningServer.start(directory)) {
            Caller caller = Caller.anna(other);
            assertThat(caller.put(id, Samples.bytes(40_000, 3)).statusCode()).isEqualTo(201);
            assertThat(caller.put(id, BODY).statusCode()).isEqualTo(204);
            assertThat(caller.delete(id).statusCode()).isEqualTo(204);
            other.restart();
            assertThat(caller.get(id).statusCode()).isEqualTo(404);

            other.passOnTheRetentionClock(Duration.ofDays(30));
            sweep(other);
            assertThat(other.count("select 1 from backup where state = 'trashed'"))
                    .isEqualTo(1);
            assertThat(caller.delete(id).statusCode()).isEqualTo(204);

            other.passOnTheRetentionClock(PAST_THE_END);
            sweep(other);
            for (String table : List.of("backup", "revision", "sealed")) {
                assertThat(other.count("select 1 from " + table)).as(table).isZero();
            }
            assertThat(other.rows("select live_backups, sealed_bytes from tenant"))
                    .containsExactly("0|0");
            assertThat(caller.get(id).statusCode()).isEqualTo(404);
            assertThat(caller.delete(id).statusCode()).isEqualTo(404);
            other.restart();
            assertThat(caller.get(id).statusCode()).isEqualTo(404);
        }
    }

    private static void sweep(RunningServer server) {
        server.components().sweeper().sweep(new Actor.Server(), null);
    }
}
