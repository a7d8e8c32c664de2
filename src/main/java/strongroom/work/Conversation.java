package strongroom.work;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import strongroom.work.BoundedBody.Received;
import tools.jackson.databind.JsonNode;

/**
 * Requests and answers. What may pass by itself is tried again a few times: no answer, an error of the server's own, too many requests
 * for the moment. That is safe, for every request here may be made twice.
 */
final class Conversation implements AutoCloseable {

    /** How often a request is made in all. */
    static final int ATTEMPTS = 4;

    /** The longest wait that a server may ask for; for longer ones a person comes back. */
    static final Duration MOST_WAIT = Duration.ofSeconds(90);

    /** An answer of five hundred credentials is some hundred kilobytes. */
    static final int MOST_BYTES = 8 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int MOST_SAID = 200;
    private static final int MOST_RETRY_AFTER = 200_000;

    private final BaseUrl base;
    private final ApiKey key;
    private final Transport transport;
    private final CallBudget budget;
    private final HttpClient client;

    Conversation(BaseUrl base, ApiKey key, Transport transport, CallBudget budget) {
        this.base = base;
        this.key = key;
        this.transport = transport;
        this.budget = budget;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .sslContext(transport.tls())
                .build();
    }

    /**
     * A request.
     *
     * @param body null if it has none
     * @param secrets texts in the body that nobody may see, should the server repeat them
     */
    record Request(String method, String path, @Nullable JsonNode body, List<String> secrets) {

        static Request get(String path) {
            return new Request("GET", path, null, List.of());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Makes a request until it is answered; returns what was answered with success. */
    Received ask(Request request) throws WorkException {
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            WorkFailure failure = null;
            Duration asked = null;
            try {
                HttpResponse<Received> answer = once(request);
                if (isDone(answer)) {
                    return whole(request, answer.body());
                }
                failure = failure(request, answer);
                asked = retryAfter(answer);
            } catch (IOException broken) {
                failure = broken(broken);
            }
            boolean isWorthAnother =
                    failure instanceof WorkFailure.Unavailable || failure instanceof WorkFailure.Limited;
            Duration next = asked == null ? wait : asked;
            if (!isWorthAnother || attempt == ATTEMPTS || next.compareTo(MOST_WAIT) > 0) {
                throw new WorkException(failure);
            }
            pause(next);
            wait = wait.multipliedBy(2);
        }
    }

    private HttpResponse<Received> once(Request request) throws IOException, WorkException {
        if (!budget.take()) {
            throw new WorkException(new WorkFailure.Spent());
        }
        CompletableFuture<HttpResponse<Received>> sent =
                client.sendAsync(http(request), head -> new BoundedBody(MOST_BYTES));
        try {
            return sent.get(transport.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            throw new IOException("no answer within " + transport.patience().toSeconds() + " s", tooSlow);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException("the call failed", failed);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        } finally {
            sent.cancel(true);
        }
    }

    private HttpRequest http(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.at(request.path()))
                .header("X-Api-Key", key.value())
                .header("Accept", "application/json")
                .timeout(transport.patience());
        JsonNode body = request.body();
        if (body == null) {
            return builder.method(request.method(), HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        return builder.header("Content-Type", "application/json")
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(WorkJson.bytes(body)))
                .build();
    }

    private static boolean isDone(HttpResponse<Received> answer) {
        return answer.statusCode() / 100 == 2;
    }

    private static Received whole(Request request, Received received) throws WorkException {
        if (received.isTooLong()) {
            throw new WorkException(
                    new WorkFailure.Strange(request.path(), "more than " + MOST_BYTES + " bytes in one answer"));
        }
        return received;
    }

    private WorkFailure failure(Request request, HttpResponse<Received> answer) {
        int status = answer.statusCode();
        String said = said(request, answer.body());
        return switch (status) {
            case 401 -> new WorkFailure.BadKey();
            case 403 -> new WorkFailure.Forbidden(said);
            case 404 -> new WorkFailure.Missing(request.path());
            case 429 -> {
                Duration after = retryAfter(answer);
                yield new WorkFailure.Limited(
                        after == null ? null : transport.wall().instant().plus(after));
            }
            default ->
                status / 100 == 3
                        ? new WorkFailure.Redirected(status)
                        : status / 100 == 4
                                ? new WorkFailure.Refused(status, said)
                                : new WorkFailure.Unavailable("status " + status);
        };
    }

    /** What a server says may repeat what it was sent. */
    private String said(Request request, Received body) {
        String said = WorkJson.errorText(body);
        boolean isTelling = said.contains(key.value())
                || request.secrets().stream().anyMatch(secret -> !secret.isEmpty() && said.contains(secret));
        return isTelling ? "" : said.substring(0, Math.min(MOST_SAID, said.length()));
    }

    private static WorkFailure broken(IOException broken) {
        // Of a broken answer the message may quote what the server sent, and that what it was sent.
        String why = broken instanceof ProtocolException
                ? broken.getClass().getSimpleName()
                : broken.getClass().getSimpleName() + ": " + broken.getMessage();
        return broken instanceof SSLHandshakeException
                ? new WorkFailure.Untrusted(why)
                : new WorkFailure.Unavailable(why);
    }

    /** Returns for how long the server wants to be left alone, in either form of RFC 9110 (10.2.3); null if it does not say. */
    private @Nullable Duration retryAfter(HttpResponse<Received> answer) {
        String value = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (answer.statusCode() != 429 || value.isEmpty()) {
            return null;
        }
        try {
            if (value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Math.min(Integer.parseInt(value), MOST_RETRY_AFTER));
            }
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(transport.wall().instant(), until);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private void pause(Duration time) throws WorkException {
        try {
            transport.waiting().await(time);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private static WorkException interrupted() {
        Thread.currentThread().interrupt();
        return new WorkException(new WorkFailure.Unavailable("interrupted"));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
