package strongroom.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Servers with a few routes that use everything the package offers. */
final class TestServer {

    static final int MAX_BODY = 2 * 1024 * 1024;

    private TestServer() {}

    static HttpServer start() {
        return start(null, HttpSettings.Limits.standard(), System::nanoTime, 64L << 20);
    }

    static HttpServer start(@Nullable PemFiles tls, HttpSettings.Limits limits, LongSupplier nanos, long budgetBytes) {
        Bodies bodies = new Bodies(new ByteBudget(budgetBytes, nanos), nanos);
        return start(tls, limits, nanos, bodies, routes -> routes(routes, bodies));
    }

    static HttpServer start(
            @Nullable PemFiles tls,
            HttpSettings.Limits limits,
            LongSupplier nanos,
            Bodies bodies,
            java.util.function.Consumer<RoutesConfig> routes) {
        HttpSettings settings = new HttpSettings("public", "127.0.0.1", 0, tls, limits);
        HttpServer server = new HttpServer(settings, bodies, routes, nanos, InstantSource.system());
        server.start();
        return server;
    }

    static void routes(RoutesConfig routes, Bodies bodies) {
        routes.get("/config", ctx -> ctx.result("{}"));
        routes.head("/config", ctx -> ctx.result("{}"));
        routes.get("/boom", _ -> {
            throw new IllegalStateException("secret-cause");
        });
        routes.get("/error", _ -> {
            throw new AssertionError("secret-cause");
        });
        routes.get("/bytes", ctx -> bodies.send(ctx, new byte[1_000_000]));
        routes.put("/backups/{id}", ctx -> put(ctx, bodies));
        routes.delete("/backups/{id}", ctx -> ctx.status(204));
        routes.get("/backups/{id}", ctx -> ctx.status(404));
    }

    private static void put(Context ctx, Bodies bodies) {
        RequestLog.route(ctx, "backup");
        if (ctx.header("Authorization") == null) {
            bodies.drain(ctx, MAX_BODY + 65_536L);
            ctx.status(401).header("WWW-Authenticate", "Basic realm=\"Safe\"");
            return;
        }
        switch (bodies.receive(ctx, "owner", MAX_BODY)) {
            case ReceivedBody.Complete body -> {
                try (body) {
                    ctx.status(201).header("X-Length", Integer.toString(body.bytes().length));
                }
            }
            case ReceivedBody.TooLarge() -> {
                bodies.drain(ctx, 8L << 20);
                ctx.status(413);
            }
            case ReceivedBody.Cut() -> ctx.status(400);
            case ReceivedBody.TooSlow() -> ctx.status(400);
            case ReceivedBody.NoBudget() -> ctx.status(503).header("Retry-After", "5");
        }
    }

    /** Adds a route that tells when it is entered and waits until it is let go. */
    static void waitingRoute(RoutesConfig routes, CountDownLatch entered, CountDownLatch letGo) {
        routes.get("/wait", ctx -> {
            entered.countDown();
            letGo.await();
            ctx.result("done".getBytes(StandardCharsets.US_ASCII));
        });
    }
}
