package strongroom.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Work API in this process, written from its documentation (mdm-policy 8.4). It judges each request: what is not documented, not of the
 * right type or not ours to touch is a {@link #violations violation}, and refused.
 */
public final class StandInWorkApi implements AutoCloseable {

    public static final String KEY = "stand-in-key-4711";

    private static final String BASE = "/api/v1";
    private static final int MOST_A_DAY = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Object> global = new TreeMap<>();
    private final Map<String, Licence> licences = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Deque<Answer> next = new ArrayDeque<>();
    private Dialect dialect = Dialect.DOCUMENTED;
    private int most = MOST_A_DAY;
    private int calls;
    private int writes;
    private long pauseMillis;

    private StandInWorkApi(HttpServer server) {
        this.server = server;
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** A credential with its own values: texts, truth values, numbers, or nodes for what cannot be. */
    public record Licence(String id, String username, Map<String, Object> values) {}

    /**
     * What names the answers use.
     *
     * @param parameter how a parameter is named: name, property or id
     * @param error where an error says what it is: error or message
     * @param link how links are named: ref or rel
     * @param firstPage the number of the first page
     */
    public record Dialect(String parameter, String error, String link, int firstPage, boolean newFields) {

        static final Dialect DOCUMENTED = new Dialect("name", "error", "ref", 1, false);
    }

    /** Answers a request in the place of the stand-in. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** Starts one on a port that is free. */
    public static StandInWorkApi start() {
        try {
            return new StandInWorkApi(HttpServer.create(loopback(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one with TLS. */
    public static StandInWorkApi start(SSLContext tls) {
        try {
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new StandInWorkApi(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Returns the base URL. */
    public String url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + BASE + "/";
    }

    public synchronized void dialect(Dialect spoken) {
        dialect = spoken;
    }

    /** Adds a credential, with pairs of a parameter and its value. */
    public synchronized void licence(String id, String username, Object... values) {
        Map<String, Object> set = new TreeMap<>();
        for (int i = 0; i < values.length; i += 2) {
            set.put((String) values[i], values[i + 1]);
        }
        licences.put(id, new Licence(id, username, set));
    }

    /** Sets a value for everybody, as somebody does in the cockpit; null removes it. */
    public synchronized void global(String parameter, @Nullable Object value) {
        put(global, parameter, value);
    }

    /** Sets a value of one credential, as somebody does in the cockpit; null removes it. */
    public synchronized void individual(String id, String parameter, @Nullable Object value) {
        put(known(id).values(), parameter, value);
    }

    private Licence known(String id) {
        return Objects.requireNonNull(licences.get(id), id);
    }

    private static void put(Map<String, Object> values, String parameter, @Nullable Object value) {
        if (value == null) {
            values.remove(parameter);
        } else {
            values.put(parameter, value);
        }
    }

    /** Returns what is set for everybody. */
    public synchronized Map<String, Object> global() {
        return new TreeMap<>(global);
    }

    /** Returns what is set for one credential. */
    public synchronized Map<String, Object> individual(String id) {
        return new TreeMap<>(known(id).values());
    }

    /** Answers the next request otherwise; several queue up. */
    public synchronized void next(Answer... answers) {
        next.addAll(List.of(answers));
    }

    /** Answers the very next request otherwise, before those that queue up. */
    public synchronized void first(Answer answer) {
        next.addFirst(answer);
    }

    /** Takes so many requests a day, and answers 429 to more. */
    public synchronized void most(int calls) {
        most = calls;
    }

    /** Begins another day. */
    public synchronized void tomorrow() {
        calls = 0;
    }

    /** Takes so long for each request. */
    public synchronized void pause(long millis) {
        pauseMillis = millis;
    }

    /** Returns what was asked that is not documented, or not ours to ask. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Returns the requests, each as its method and path. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Returns how many requests were made that write, and were done. */
    public synchronized int writes() {
        return writes;
    }

    /** Waits until so many requests that write were done. */
    public synchronized void awaitWrites(int count) throws InterruptedException {
        while (writes < count) {
            int before = writes;
            wait(120_000);
            if (writes == before) {
                throw new IllegalStateException("nobody writes any more; " + writes + " calls did");
            }
        }
    }

    /** An answer with a status, a body and headers in pairs. */
    public static Answer status(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            send(exchange, status, body);
        };
    }

    /** An answer that never comes. */
    public Answer silence() {
        return exchange -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Half an answer: the connection ends in the middle of the body. */
    public static Answer cut() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"parameters\":[".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut off on purpose");
        };
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer instead = begin(exchange);
            if (instead != null) {
                instead.to(exchange);
            } else {
                answer(exchange, body);
            }
        }
    }

    private @Nullable Answer begin(HttpExchange exchange) {
        long pause;
        Answer instead;
        synchronized (this) {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().toString());
            pause = pauseMillis;
            instead = next.poll();
        }
        if (pause > 0) {
            try {
                // Counted down only at the end: a wait that the end cuts short.
                closing.await(pause, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return instead;
    }

    private synchronized void answer(HttpExchange exchange, byte[] body) throws IOException {
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
            error(exchange, 401, "Unauthorized");
            return;
        }
        if (++calls > most) {
            exchange.getResponseHeaders().set("Retry-After", "40000");
            error(exchange, 429, "Too many requests");
            return;
        }
        String path = exchange.getRequestURI().getRawPath();
        if (!path.startsWith(BASE + "/")) {
            error(exchange, 404, "Not found");
            return;
        }
        List<String> parts = List.of(path.substring(BASE.length() + 1).split("/", -1));
        StandInRequest request = new StandInRequest(
                exchange.getRequestMethod(), parts, exchange.getRequestURI().getRawQuery(), new String(body, UTF_8));
        try {
            reply(exchange, request);
        } catch (StandInRequest.Violation violation) {
            violations.add(request + ": " + violation.getMessage());
            error(exchange, 422, String.valueOf(violation.getMessage()));
        }
    }

    private void reply(HttpExchange exchange, StandInRequest request) throws IOException {
        switch (request.method() + " " + request.shape()) {
            case "GET /" ->
                send(
                        exchange,
                        200,
                        "{\"id\":\"s1\",\"name\":\"Example AG\",\"type\":\"professional\",\"licenseAmount\":5000}");
            case "GET mdm" -> page(exchange, request, "parameters", parameters(global), 5000);
            case "GET mdm-bulk" -> page(exchange, request, "credentials", bulk(), 500);
            case "GET credentials" -> page(exchange, request, "credentials", credentials(), 5000);
            case "POST mdm" -> {
                ObjectNode node = request.json("property", "value");
                global.put(request.parameter(node.get("property")), request.value(node));
                written(exchange);
            }
            case "DELETE mdm/{th}" -> removed(exchange, global.remove(request.parameter(1)));
            case "POST mdm-bulk" -> {
                request.bulk(licences.keySet())
                        .forEach((id, values) -> known(id).values().putAll(values));
                written(exchange);
            }
            case "DELETE credentials/{id}/mdm/{th}" -> {
                Licence licence = licences.get(request.decoded(1));
                removed(exchange, licence == null ? null : licence.values().remove(request.parameter(3)));
            }
            default -> throw new StandInRequest.Violation("not documented, or not ours to ask");
        }
    }

    private void written(HttpExchange exchange) throws IOException {
        writes++;
        notifyAll();
        exchange.sendResponseHeaders(204, -1);
    }

    private void removed(HttpExchange exchange, @Nullable Object before) throws IOException {
        if (before == null) {
            error(exchange, 404, "Not found");
        } else {
            written(exchange);
        }
    }

    private void page(HttpExchange exchange, StandInRequest request, String member, List<ObjectNode> all, int largest)
            throws IOException {
        int size = request.number("pageSize", 20);
        int page = request.number("page", dialect.firstPage());
        if (size < 1 || size > largest) {
            throw new StandInRequest.Violation("a page size of " + size);
        }
        int from = Math.min(all.size(), (page - dialect.firstPage()) * size);
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray(member);
        all.subList(from, to).forEach(items::add);
        ObjectNode paging = answer.putObject("paging");
        paging.put("count", to - from).put("total", all.size()).put("page", page);
        if (to < all.size()) {
            paging.putArray("_links")
                    .addObject()
                    .put(dialect.link(), "next")
                    .put("link", url() + member + "?page=" + (page + 1));
        }
        send(exchange, 200, answer.toString());
    }

    private List<ObjectNode> parameters(Map<String, Object> values) {
        List<ObjectNode> all = new ArrayList<>();
        values.forEach((name, value) -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode().put(dialect.parameter(), name);
            node.set(
                    "value",
                    value instanceof JsonNode odd ? odd : JsonMapper.shared().valueToTree(value));
            all.add(node);
        });
        return all;
    }

    private List<ObjectNode> bulk() {
        List<ObjectNode> all = new ArrayList<>();
        for (Licence licence : licences.values()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", licence.id());
            ArrayNode parameters = node.putArray("parameters");
            parameters(licence.values()).forEach(parameters::add);
            all.add(node);
        }
        return all;
    }

    private List<ObjectNode> credentials() {
        List<ObjectNode> all = new ArrayList<>();
        for (Licence licence : licences.values()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("id", licence.id()).put("username", licence.username());
            if (dialect.newFields()) {
                node.put("usage", 1).put("hashed", false).put("locked", false);
            } else {
                node.put("password", "licence-password")
                        .put("hash", "")
                        .put("lock", false)
                        .put("licenseCount", 1);
            }
            all.add(node);
        }
        return all;
    }

    private void error(HttpExchange exchange, int status, String what) throws IOException {
        send(
                exchange,
                status,
                JsonNodeFactory.instance.objectNode().put(dialect.error(), what).toString());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
