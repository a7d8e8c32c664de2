package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.body;
import static strongroom.protocol.Asker.typeAndLength;
import static strongroom.protocol.Asker.with;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.assembly.RunningServer;
import strongroom.conformance.Statement;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/** what SIGTERM sets off, which is the closing of the server. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StoppingTest {

    private static final byte[] OLD = blob(3_000, 1);
    private static final byte[] NEW = blob(4_000, 2);

    @TempDir
    private Path directory;

    @Test
    @Statement("X-13")
    void a_running_upload_finishes_and_new_requests_are_refused() throws Exception {
        RunningServer server = RunningServer.start(directory, Map.of("STRONGROOM_STOP_DEADLINE", "10m"));
        String url = server.url();
        try (RawHttp running = beginUpload(url);
                RawHttp idle = new RawHttp(url);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            running.send(Arrays.copyOf(NEW, 1_000));
            assertThat(idle.get("/config", LOGIN).status()).isEqualTo(200);

            Future<?> closing = threads.submit(server::close);
            Await.until("new connections are refused", () -> isRefused(url));
            assertRefused(idle);
            assertThat(closing.isDone()).as("it waits for the upload").isFalse();

            running.send(Arrays.copyOfRange(NEW, 1_000, NEW.length));
            assertThat(running.answer().status()).isEqualTo(201);
            closing.get(60, TimeUnit.SECONDS);
        }
        try (RunningServer again = RunningServer.existing(directory, Map.of())) {
            assertThat(body(new Asker(again).get(backup(1)))).isEqualTo(NEW);
        }
    }

    @Test
    @Statement("X-13")
    void an_upload_that_does_not_finish_is_cut_at_the_deadline_and_what_was_stored_stays() throws Exception {
        RunningServer server = RunningServer.start(directory, Map.of("STRONGROOM_STOP_DEADLINE", "1s"));
        assertThat(new Asker(server).put(backup(1), OLD, LOGIN).status()).isEqualTo(201);
        try (RawHttp running = beginUpload(server.url())) {
            running.send(Arrays.copyOf(NEW, 1_000));

            server.close();

            assertCut(running);
        }
        try (RunningServer again = RunningServer.existing(directory, Map.of())) {
            Asker caller = new Asker(again);
            assertThat(body(caller.get(backup(1)))).isEqualTo(OLD);
            assertThat(again.count("select 1 from revision")).isEqualTo(1);
            assertThat(again.count("select 1 from sealed")).isEqualTo(1);
        }
    }

    /** The refusal of a cut body may or may not make it out before the connection ends. */
    private static void assertCut(RawHttp running) throws IOException {
        try {
            assertThat(running.answer().status()).isIn(400, 503);
        } catch (EOFException | SocketException closed) {
            return;
        }
        assertThat(running.isClosedByServer()).isTrue();
    }

    private static RawHttp beginUpload(String url) throws IOException {
        RawHttp http = new RawHttp(url);
        http.send(RawHttp.head("PUT", backup(1), with(typeAndLength(NEW.length), LOGIN, "Expect: 100-continue")));
        assertThat(http.answer().status()).isEqualTo(100);
        return http;
    }

    private static boolean isRefused(String url) throws IOException {
        try (RawHttp http = new RawHttp(url)) {
            return http.get("/config").status() == 503;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** A connection that was idle when the stop began is closed, or its next request gets 503, which tells when to come again. */
    private static void assertRefused(RawHttp idle) {
        try {
            Answer answer = idle.get("/config", LOGIN);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
            assertThat(answer.header("Content-Length")).isEqualTo("0");
        } catch (IOException closed) {
            assertThat(closed).isInstanceOfAny(EOFException.class, SocketException.class);
        }
    }
}
