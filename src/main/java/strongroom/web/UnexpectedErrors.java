package strongroom.web;

import io.javalin.config.RouterConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one answer to what nobody expected: 500 without a body, and one log line with the request's id and the cause. And the answer
 * to what Javalin refuses itself (404, 405): its status without a body.
 */
final class UnexpectedErrors {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrors.class);

    private UnexpectedErrors() {}

    static void register(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, (e, ctx) -> {
            String allowed = e.getDetails().get("availableMethods");
            if (allowed == null) {
                allowed = e.getDetails().get("Available methods");
            }
            if (allowed != null) {
                ctx.header("Allow", allowed);
            }
            answer(ctx, e.getStatus());
        });
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("request {} on route {} failed unexpectedly", RequestId.of(ctx), RequestLog.routeOf(ctx), e);
            answer(ctx, 500);
        });
    }

    static void register(RouterConfig router) {
        router.javaLangErrorHandler((response, error) -> {
            response.setStatus(500);
            response.setHeader("Cache-Control", "no-store");
            LOG.error("a request failed", error);
        });
    }

    /** Jetty now and then releases a buffer twice when a client hangs up in the middle of a request; Java would print a trace. */
    static void endedConnection(Thread thread, Throwable failure) {
        LOG.warn("a connection ended in the middle of its work", failure);
    }

    private static void answer(Context ctx, int status) {
        ctx.status(status).header("Cache-Control", "no-store").result("");
        ctx.res().setContentType(null);
    }
}
