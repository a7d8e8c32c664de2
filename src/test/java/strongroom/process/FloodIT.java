package strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.conformance.Statement;

/** More clients than memory or patience: the server answers what it can and says 503 to the rest. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FloodIT {

    @Test
    @Statement("X-09")
    void with_300_half_sent_uploads_held_config_answers_100_of_100(@TempDir Path directory, @TempDir Path logs)
            throws Exception {
        List<Socket> held = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(directory, logs.resolve("log"), "256m", Map.of());
                HttpClient client = client()) {
            URI base = URI.create(server.url());
            for (int i = 0; i < 300; i++) {
                held.add(halfSent(base, server.login(), i));
            }

            int answered = 0;
            for (int i = 0; i < 100; i++) {
                HttpRequest request = HttpRequest.newBuilder(base.resolve("/config"))
                        .header("Authorization", server.login())
                        .timeout(Duration.ofSeconds(5))
                        .build();
                if (client.send(request, BodyHandlers.ofString()).statusCode() == 200) {
                    answered++;
                }
            }

            assertThat(answered).isEqualTo(100);
            System.out.printf("300 half-sent uploads held: /config answered %d of 100%n", answered);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    @Statement("X-10")
    void of_200_uploads_of_2_mib_at_128_mib_of_heap_each_gets_2xx_or_503(@TempDir Path directory, @TempDir Path logs)
            throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ServerProcess server = ServerProcess.start(directory, logs.resolve("log"), "128m", Map.of());
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient client = client()) {
            String login = server.login();
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] body = new byte[2 * 1024 * 1024];
                new Random(i).nextBytes(body);
                HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/backups/" + id(i)))
                        .header("Authorization", login)
                        .header("Content-Type", "application/octet-stream")
                        .timeout(Duration.ofMinutes(2))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
                answers.add(senders.submit(
                        () -> client.send(request, BodyHandlers.discarding()).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }

            assertThat(statuses.keySet()).isSubsetOf(201, 204, 503);
            assertThat(statuses).containsKey(201);
            assertThat(server.isAlive()).isTrue();
            assertThat(server.log()).doesNotContain("OutOfMemoryError");
            System.out.printf("200 uploads of 2 MiB at -Xmx128m: %s%n", statuses);
        }
    }

    private static Socket halfSent(URI base, String login, int number) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        OutputStream out = socket.getOutputStream();
        String head = "PUT /backups/" + id(number) + " HTTP/1.1\r\nHost: test\r\nAuthorization: " + login
                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 524288\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(new byte[16 * 1024]);
        out.flush();
        return socket;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static String id(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
