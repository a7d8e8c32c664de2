package strongroom.web;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per request: listener, method, name of the route, status, bytes in and out, milliseconds. Never the path, a header or
 * anything else that a client chose (A-16, G22): a method that is none of the known ones is written as {@code OTHER}.
 */
public final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final String ROUTE = RequestLog.class.getName() + ".route";

    private RequestLog() {}

    /** Names the route of this request; without it the line shows {@code -}. A constant, never made from the request. */
    public static void route(Context ctx, String name) {
        ctx.attribute(ROUTE, name);
    }

    static String routeOf(Context ctx) {
        String name = ctx.attribute(ROUTE);
        return name == null ? "-" : name;
    }

    static void write(String listener, Context ctx, float millis) {
        LOG.atInfo()
                .addKeyValue("listener", listener)
                .addKeyValue("method", method(ctx))
                .addKeyValue("route", routeOf(ctx))
                .addKeyValue("status", ctx.statusCode())
                .addKeyValue("in", Math.max(0, ctx.req().getContentLengthLong()))
                .addKeyValue("out", length(ctx.res().getHeader("Content-Length")))
                .addKeyValue("ms", Math.round(millis))
                .log("request");
    }

    private static String method(Context ctx) {
        return switch (ctx.req().getMethod()) {
            case "GET" -> "GET";
            case "HEAD" -> "HEAD";
            case "PUT" -> "PUT";
            case "DELETE" -> "DELETE";
            case "POST" -> "POST";
            case "PATCH" -> "PATCH";
            case "OPTIONS" -> "OPTIONS";
            default -> "OTHER";
        };
    }

    private static String length(@Nullable String header) {
        return header == null ? "0" : header;
    }
}
