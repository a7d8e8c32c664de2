package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.account.Access;
import strongroom.account.Announcement;
import strongroom.account.Quota;
import strongroom.account.Slug;
import strongroom.account.TenantSettings;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;

/** Uploads for which there is no room: in the announcement, in memory, in the quota, on the disk. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UploadLimitsTest {

    private static final int MAX = 2_097_152;
    private static final int MIB = 1024 * 1024;
    private static final String OLD = Samples.id(1);
    private static final String NEW = Samples.id(2);
    private static final byte[] BODY = Samples.bytes(90_000, 1);

    /** Sent every four seconds this counts as a normal pace, so that the upload keeps the memory promised to it. */
    private static final int KEPT_ALIVE_BY = 150_000;

    /** The least that can be set: four bodies of the greatest size. */
    private static final Map<String, String> LITTLE_MEMORY = Map.of("STRONGROOM_HTTP_BODY_BUDGET", "8MiB");

    @TempDir
    private Path directory;

    @Test
    @Statement("P-05")
    void one_byte_too_many_is_told_so_and_changes_nothing() {
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            assertThat(anna.put(OLD, BODY).statusCode()).isEqualTo(201);
            StoredRows before = StoredRows.of(server);

            assertThat(anna.put(OLD, Samples.bytes(MAX + 1, 2)).statusCode()).isEqualTo(413);
            assertThat(anna.put(NEW, Samples.bytes(MAX + 1, 2)).statusCode()).isEqualTo(413);

            assertThat(StoredRows.of(server)).isEqualTo(before);
            assertThat(anna.stored(OLD)).isEqualTo(BODY);
            assertThat(anna.get(NEW).statusCode()).isEqualTo(404);
        }
    }

    @Test
    @Statement({"P-06", "P-04", "P-05"})
    void a_chunked_body_may_be_as_long_as_any_other_and_no_longer() throws IOException {
        try (RunningServer server = RunningServer.start(directory, LITTLE_MEMORY)) {
            Caller anna = Caller.anna(server);
            byte[] longest = Samples.bytes(MAX, 3);
            assertThat(chunked(server, OLD, longest)).isEqualTo(201);
            assertThat(anna.stored(OLD)).isEqualTo(longest);
            StoredRows before = StoredRows.of(server);

            assertThat(chunked(server, OLD, Samples.bytes(MAX + 1, 4))).isEqualTo(413);
            assertThat(chunked(server, NEW, Samples.bytes(MAX + 1, 4))).isEqualTo(413);

            assertThat(StoredRows.of(server)).isEqualTo(before);
            assertThat(anna.stored(OLD)).isEqualTo(longest);
        }
    }

    private static int chunked(RunningServer server, String id, byte[] body) throws IOException {
        try (RawUpload upload = RawUpload.beginChunked(server, id)) {
            for (int from = 0; from < body.length; from += 100_000) {
                upload.sendChunk(Arrays.copyOfRange(body, from, Math.min(body.length, from + 100_000)));
            }
            return upload.sendChunk(new byte[0]).answer().status();
        }
    }

    @Test
    @Statement("P-06")
    void a_body_without_end_is_read_to_the_limit_and_then_cut() throws IOException {
        // Product decision: 8 MiB are read with a login, the size of one body without; what the sockets hold comes on
        // top.
        try (RunningServer server = RunningServer.start(directory, LITTLE_MEMORY)) {
            assertThat(sentUntilCut(server)).isBetween(MAX, MAX + 24 * MIB);

            server.set(
                    Slug.DEFAULT,
                    withAccess(new Access(Access.Login.OPEN, Access.RestoreLogin.OPEN, Access.Ownership.FOLLOW)));
            assertThat(sentUntilCut(server)).isBetween(MAX, MAX + 16 * MIB);
            assertThat(server.count("select 1 from backup")).isZero();
            // The memory of those that were cut is free again: a quarter of it takes just one body of the greatest
            // size.
            assertThat(Caller.anna(server).put(OLD, Samples.bytes(MAX, 5)).statusCode())
                    .isEqualTo(201);
        }
    }

    /** Returns how many bytes of an endless body went out before the server had answered 413 or closed the connection. */
    private static int sentUntilCut(RunningServer server) throws IOException {
        byte[] piece = new byte[64 * 1024];
        int sent = 0;
        try (RawUpload upload = RawUpload.beginChunked(server, OLD)) {
            while (sent < 64 * MIB && upload.http().socket().getInputStream().available() == 0) {
                upload.sendChunk(piece);
                sent += piece.length;
            }
            RawHttp.Answer answer = upload.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Connection")).isEqualTo("close");
        } catch (IOException cut) {
            // The answer was thrown away with the connection, which a client that never stops sending cannot complain
            // about.
            assertThat(cut).hasMessageMatching("(?s).*(reset|pipe|closed).*");
        }
        return sent;
    }

    @Test
    @Statement("P-16")
    void a_quota_that_is_used_up_leaves_the_earlier_backup_and_no_file() throws IOException {
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            assertThat(anna.put(OLD, BODY).statusCode()).isEqualTo(201);
            int files = files();

            server.set(Slug.DEFAULT, withQuota(new Quota(150_000L, null, null)));
            assertRefused(server, 507, OLD, NEW);
            server.set(Slug.DEFAULT, withQuota(new Quota(null, 1, null)));
            assertRefused(server, 507, NEW);
            assertThat(anna.put(OLD, Samples.bytes(90_000, 6)).statusCode()).isEqualTo(204);
            server.set(Slug.DEFAULT, withQuota(new Quota(null, null, 3)));
            assertThat(anna.put(NEW, BODY).statusCode()).isEqualTo(201);
            assertThat(anna.put(Samples.id(3), BODY).statusCode()).isEqualTo(201);
            assertRefused(server, 507, Samples.id(4));

            assertThat(files()).isEqualTo(files);
        }
    }

    @Test
    @Statement("P-16")
    void a_disk_that_is_nearly_full_leaves_the_earlier_backup_and_no_file() throws IOException {
        try (RunningServer server = RunningServer.start(directory)) {
            Caller anna = Caller.anna(server);
            assertThat(anna.put(OLD, BODY).statusCode()).isEqualTo(201);
            int files = files();

            server.restart(Map.of("STRONGROOM_STORAGE_LOW_WATER_MARK", "1024GiB"));
            assertRefused(server, 507, OLD, NEW);
            server.restart(
                    Map.of("STRONGROOM_STORAGE_LOW_WATER_MARK", "1MiB", "STRONGROOM_STORAGE_MIN_FREE_DISK", "1024GiB"));
            assertRefused(server, 507, OLD, NEW);
            assertThat(files()).isEqualTo(files);
            assertThat(anna.delete(OLD).statusCode())
                    .as("what frees room works")
                    .isEqualTo(204);

            server.restart(Map.of("STRONGROOM_STORAGE_MIN_FREE_DISK", "1MiB"));
            assertThat(anna.put(OLD, BODY).statusCode()).isEqualTo(201);
        }
    }

    private static void assertRefused(RunningServer server, int status, String... ids) {
        Caller anna = Caller.anna(server);
        StoredRows before = StoredRows.of(server);
        byte[] earlier = anna.stored(OLD);
        for (String id : ids) {
            assertThat(anna.put(id, Samples.bytes(91_000, 7)).statusCode()).isEqualTo(status);
        }
        assertThat(StoredRows.of(server)).isEqualTo(before);
        assertThat(anna.stored(OLD)).isEqualTo(earlier);
    }

    @Test
    @Statement("P-19")
    void who_finds_no_memory_is_asked_to_come_again_in_a_while() throws Exception {
        try (RunningServer server = RunningServer.start(directory, LITTLE_MEMORY)) {
            // A quarter of the memory is one body of the greatest size, so the account has room for no second one.
            try (RawUpload first = RawUpload.begin(server, OLD, MAX).send(new byte[KEPT_ALIVE_BY]);
                    RawUpload second = RawUpload.begin(server, NEW, MAX)) {
                assertThat(Caller.anna(server).config().statusCode()).isEqualTo(200);
                second.send(Samples.bytes(64 * 1024, 9));
                int sent = waitForAnswer(server, second, first);
                RawHttp.Answer answer = second.answer();

                assertThat(answer.status()).isEqualTo(503);
                assertThat(Integer.parseInt("" + answer.header("Retry-After"))).isPositive();
                assertThat(first.send(new byte[MAX - KEPT_ALIVE_BY - sent])
                                .answer()
                                .status())
                        .isEqualTo(201);
            }
        }
    }

    @Test
    @Statement("P-19")
    void an_upload_that_stands_still_is_never_told_408() throws Exception {
        try (RunningServer server = RunningServer.start(directory);
                RawUpload upload = RawUpload.begin(server, OLD, MAX).send(Samples.bytes(MIB, 11))) {
            waitForAnswer(server, upload, upload);
            RawHttp.Answer answer = upload.answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(Caller.anna(server).get(OLD).statusCode()).isEqualTo(404);
        }
    }

    /**
     * Moves the clock on until the server answers, which waits for the clock and not for the client.
     *
     * @param alive an upload that goes on slowly meanwhile; returns how many bytes of it went out
     */
    private static int waitForAnswer(RunningServer server, RawUpload upload, RawUpload alive)
            throws IOException, InterruptedException {
        int sent = 0;
        while (upload.http().socket().getInputStream().available() == 0) {
            assertThat(sent).as("far beyond the time that anybody waits").isLessThan(12 * KEPT_ALIVE_BY);
            sent += KEPT_ALIVE_BY;
            if (!alive.equals(upload)) {
                alive.send(new byte[KEPT_ALIVE_BY]);
            }
            server.time().pass(Duration.ofSeconds(4));
            Thread.sleep(300); // real time: the server looks at its clock four times a second
        }
        return sent;
    }

    private static UnaryOperator<TenantSettings> withQuota(Quota quota) {
        return settings -> new TenantSettings(settings.access(), settings.announcement(), settings.keeping(), quota);
    }

    private static UnaryOperator<TenantSettings> withAccess(Access access) {
        return settings -> new TenantSettings(access, Announcement.DEFAULT, settings.keeping(), settings.quota());
    }

    private int files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return (int) files.filter(Files::isRegularFile).count();
        }
    }
}
