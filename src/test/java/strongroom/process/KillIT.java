package strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.conformance.Statement;

/** G1, in its short form: whatever a client has read a 2xx for is there after the process was killed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KillIT {

    private static final int KILLS = 20;
    private static final int UPLOADERS = 16;
    private static final int IDS_EACH = 4;
    private static final int UPLOADS_BEFORE_A_KILL = 120;

    private final Map<String, Known> ledger = new ConcurrentHashMap<>();
    private final Random random = new Random(20261123);

    /**
     * What the clients know of one backup.
     *
     * @param acknowledged the number of the newest upload that got its 2xx, 0 if none did, negative for a delete
     * @param attempted the number of the newest upload or delete that was begun
     */
    private record Known(int acknowledged, int attempted) {}

    @Test
    @Statement("P-13")
    void after_20_kills_under_16_uploaders_nothing_acknowledged_is_lost(@TempDir Path directory, @TempDir Path logs)
            throws Exception {
        int acknowledged = 0;
        for (int round = 0; round < KILLS; round++) {
            try (ServerProcess server = ServerProcess.start(directory, logs.resolve("log"), "256m", Map.of())) {
                verify(server);
                acknowledged += loadUntilKilled(server);
            }
        }
        try (ServerProcess server = ServerProcess.start(directory, logs.resolve("log"), "256m", Map.of())) {
            verify(server);
        }
        assertThat(acknowledged).isGreaterThan(KILLS * UPLOADS_BEFORE_A_KILL / 2);
        System.out.printf(
                "kill -9: %d kills under %d uploaders, seed 20261123, %d uploads acknowledged, 0 lost, 0 torn%n",
                KILLS, UPLOADERS, acknowledged);
    }

    private int loadUntilKilled(ServerProcess server) throws InterruptedException {
        AtomicInteger acknowledged = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(UPLOADS_BEFORE_A_KILL + random.nextInt(UPLOADS_BEFORE_A_KILL));
        String login = server.login();
        List<Thread> uploaders = IntStream.range(0, UPLOADERS)
                .mapToObj(uploader -> {
                    long seed = random.nextLong();
                    return Thread.ofVirtual().start(() -> upload(server, login, uploader, seed, enough, acknowledged));
                })
                .toList();
        enough.await();
        server.kill();
        for (Thread uploader : uploaders) {
            uploader.join();
        }
        return acknowledged.get();
    }

    /** Each uploader has backups of its own, so that the order of what it was told is known. */
    private void upload(
            ServerProcess server, String login, int uploader, long seed, CountDownLatch enough, AtomicInteger count) {
        Random choice = new Random(seed);
        try (HttpClient client = client()) {
            while (true) {
                String id = id(uploader, choice.nextInt(IDS_EACH));
                Known known = ledger.getOrDefault(id, new Known(0, 0));
                int number = known.attempted() + 1;
                ledger.put(id, new Known(known.acknowledged(), number));
                HttpRequest request = request(server, id)
                        .header("Authorization", login)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(body(id, number)))
                        .build();
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                assertThat(status).isIn(201, 204);
                ledger.put(id, new Known(number, number));
                count.incrementAndGet();
                enough.countDown();
            }
        } catch (IOException killed) {
            // The server is gone: what was under way is neither acknowledged nor refused.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** For each backup: the newest acknowledged upload or a newer one that was under way, byte for byte. */
    private void verify(ServerProcess server) throws IOException, InterruptedException {
        try (HttpClient client = client()) {
            for (Map.Entry<String, Known> entry : Map.copyOf(ledger).entrySet()) {
                String id = entry.getKey();
                Known known = entry.getValue();
                HttpResponse<byte[]> answer = client.send(request(server, id).build(), BodyHandlers.ofByteArray());
                int found = answer.statusCode() == 404 ? 0 : numberOf(id, answer.body(), known);
                assertThat(found).as("upload found").isBetween(known.acknowledged(), known.attempted());
                ledger.put(id, new Known(found, known.attempted()));
            }
        }
    }

    private static int numberOf(String id, byte[] body, Known known) {
        for (int number = known.attempted(); number >= Math.max(1, known.acknowledged()); number--) {
            if (Arrays.equals(body, body(id, number))) {
                return number;
            }
        }
        return -1;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private static HttpRequest.Builder request(ServerProcess server, @Nullable String id) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/backups/" + id))
                .timeout(Duration.ofSeconds(30));
    }

    private static String id(int uploader, int which) {
        byte[] bytes = new byte[32];
        new Random(uploader * 1_000L + which).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** From 40 bytes to 512 KiB, most of them small, each a different one. */
    private static byte[] body(String id, int number) {
        Random content = new Random(31L * id.hashCode() + number);
        int length = content.nextInt(10) == 0 ? content.nextInt(40, 512 * 1024) : content.nextInt(40, 40_000);
        byte[] body = new byte[length];
        content.nextBytes(body);
        return body;
    }
}
