package strongroom.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import strongroom.assembly.RunningServer;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/** Asks a running server, each time on a new connection, with exactly the headers that are given. */
final class Asker {

    /** The login of the account that the server starts with. */
    static final String LOGIN = login(RunningServer.USER, RunningServer.PASSWORD);

    private final RunningServer server;
    private final List<String> always;

    Asker(RunningServer server, String... always) {
        this.server = server;
        this.always = List.of(always);
    }

    /** The same, as a reverse proxy would pass it on from that address. */
    Asker from(String address) {
        return new Asker(server, "X-Forwarded-For: " + address);
    }

    Answer get(String path, String... headers) throws IOException {
        return ask("GET", path, new byte[0], headers);
    }

    Answer head(String path, String... headers) throws IOException {
        return ask("HEAD", path, new byte[0], headers);
    }

    Answer delete(String path, String... headers) throws IOException {
        return ask("DELETE", path, new byte[0], with(headers, "Content-Length: 0"));
    }

    Answer put(String path, byte[] body, String... headers) throws IOException {
        return ask("PUT", path, body, with(headers, typeAndLength(body.length)));
    }

    Answer ask(String method, String path, byte[] body, String... headers) throws IOException {
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head(method, path, with(headers, always.toArray(String[]::new))))
                    .send(body);
            return method.equals("HEAD") ? http.answerWithoutBody() : http.answer();
        }
    }

    static String[] typeAndLength(int bytes) {
        return new String[] {"Content-Type: application/octet-stream", "Content-Length: " + bytes};
    }

    /** The header of a login whose letters go out as UTF-8. */
    static String login(String user, String password) {
        return authorization((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String authorization(byte[] userAndPassword) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(userAndPassword);
    }

    /** The path of the backup with that number. */
    static String backup(int number) {
        return "/backups/" + id(number);
    }

    static String id(int number) {
        return "%064x".formatted(number);
    }

    /** Bytes as random as a ciphertext. */
    static byte[] blob(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] body(Answer answer) {
        return answer.text().getBytes(StandardCharsets.ISO_8859_1);
    }

    static String[] with(String[] headers, String... more) {
        return Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new);
    }
}
