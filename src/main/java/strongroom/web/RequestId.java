package strongroom.web;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/**
 * The name of one request: 16 random hexadecimal digits, returned as {@code X-Request-Id} and written with every log line of the
 * request under the key {@code request}. What a client sends under that name is ignored.
 */
public record RequestId(String value) {

    private static final String HEADER = "X-Request-Id";
    private static final String MDC_KEY = "request";

    /** Draws an id, gives it to the answer and to the log lines of this thread. */
    static RequestId assign(Context ctx) {
        RequestId id = new RequestId(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        ctx.attribute(HEADER, id);
        ctx.header(HEADER, id.value);
        MDC.put(MDC_KEY, id.value);
        return id;
    }

    /**
     * Returns the id of the request.
     *
     * @throws IllegalStateException if the request did not come through an {@link HttpServer}
     */
    public static RequestId of(Context ctx) {
        RequestId id = ctx.attribute(HEADER);
        if (id == null) {
            throw new IllegalStateException("a request cannot be without an id");
        }
        return id;
    }

    static void forget() {
        MDC.remove(MDC_KEY);
    }

    @Override
    public String toString() {
        return value;
    }
}
