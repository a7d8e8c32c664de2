package strongroom.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP server on one address: HTTP/1.1 and HTTP/2, plain or TLS, requests on virtual threads.
 *
 * <p>Every answer has an {@code X-Request-Id}; no answer of the server itself has a body, a stack trace or a version; nothing is
 * compressed; no session, redirect or WebSocket exists. HEAD must be routed like any other method, or Javalin answers 200 to
 * whatever GET has a route. Started once, stopped once; thread-safe.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long RELOAD_EVERY_SECONDS = 10;

    /** Each is woken for every request, so that two on two cores are slower than one. */
    private static final int SELECTORS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

    private final HttpSettings settings;
    private final Bodies bodies;
    private final Connections connections;
    private final @Nullable ReloadingTls tls;
    private final QueuedThreadPool threads = new QueuedThreadPool(16, 2);
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("web-ticks").factory());
    private final Javalin javalin;
    private volatile int port;

    /**
     * Prepares a server; it listens after {@link #start}.
     *
     * @param bodies woken by this server; several servers may share one
     * @param routes adds the routes
     * @param nanos a monotonic clock
     * @param clock for the validity of certificates
     * @throws strongroom.message.Refusal if the certificate or its key cannot be used
     */
    public HttpServer(
            HttpSettings settings,
            Bodies bodies,
            Consumer<RoutesConfig> routes,
            LongSupplier nanos,
            InstantSource clock) {
        this.settings = settings;
        this.bodies = bodies;
        this.connections = new Connections(settings.limits(), nanos);
        PemFiles files = settings.tls();
        this.tls = files == null ? null : new ReloadingTls(files, clock);
        this.javalin = Javalin.create(config -> configure(config, routes));
    }

    /**
     * Starts to listen; when this returns, requests are answered.
     *
     * @throws CannotListen if the address is taken, is not one of this machine, or needs more rights
     */
    public void start() {
        try {
            javalin.start();
            port = javalin.port();
        } catch (RuntimeException e) {
            stopQuietly();
            throw new CannotListen(settings.host() + ":" + settings.port(), e);
        }
        Future<?> _ =
                ticks.scheduleWithFixedDelay(this::tick, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        if (tls != null) {
            Future<?> _ = ticks.scheduleWithFixedDelay(
                    tls::reloadIfChanged, RELOAD_EVERY_SECONDS, RELOAD_EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Returns the port that is listened on, also if the system chose it; what it was, once the server stops. */
    public int port() {
        return port;
    }

    /** Returns the address that is listened on, for people: {@code https://127.0.0.1:8443}. */
    public String url() {
        String host = settings.host().indexOf(':') >= 0 ? "[" + settings.host() + "]" : settings.host();
        return (tls == null ? "http://" : "https://") + host + ":" + port();
    }

    /** Looks whether the certificate files have changed; otherwise done every ten seconds. Does nothing without TLS. */
    public void reloadCertificateIfChanged() {
        if (tls != null) {
            tls.reloadIfChanged();
        }
    }

    /**
     * Stops: accepts no connection, answers 503 to further requests, lets running ones finish for {@link HttpSettings.Limits#stop},
     * then cuts them (G13, X-13).
     */
    @Override
    public void close() {
        connections.stopping();
        stopQuietly();
    }

    /** Returns how many connections are open. */
    public int connections() {
        return connections.count();
    }

    int connectionsReadingHead() {
        return connections.readingHead();
    }

    /** Looks at the clock, as is otherwise done four times a second. */
    void look() {
        connections.look();
        bodies.wake();
    }

    private void stopQuietly() {
        try {
            javalin.stop();
        } catch (RuntimeException e) {
            LOG.warn(
                    "the {} listener was not idle at the end of its time to stop; what still ran was cut",
                    settings.name());
        }
        ticks.shutdownNow();
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException e) {
            // An exception would end the ticks for good, and with them every deadline.
            LOG.error("looking after the connections failed", e);
        }
    }

    private void configure(JavalinConfig config, Consumer<RoutesConfig> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Android and iOS always offer gzip, and a compressed answer has no Content-Length (safe-protocol 7.1).
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        // Bodies are read by Bodies; whoever reads one past it gets nothing.
        config.http.maxRequestSize = 0;
        config.http.generateEtags = false;
        // Never 408: OkHttp would send the request again (P-19).
        config.jetty.timeoutStatus = 503;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(this::configure);
        config.jetty.addConnector((server, _) -> connector(server));
        UnexpectedErrors.register(config.router);
        UnexpectedErrors.register(config.routes);
        config.routes.before(RequestId::assign);
        routes.accept(config.routes);
        config.requestLogger.http((ctx, millis) -> {
            RequestLog.write(settings.name(), ctx, millis);
            RequestId.forget();
        });
    }

    private QueuedThreadPool threads() {
        threads.setName(settings.name());
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(connectionThreads(settings.name())));
        return threads;
    }

    static ThreadFactory connectionThreads(String name) {
        return Thread.ofVirtual()
                .name(name + "-", 0)
                .uncaughtExceptionHandler(UnexpectedErrors::endedConnection)
                .factory();
    }

    private void configure(Server server) {
        server.setStopTimeout(settings.limits().stop().toMillis());
        server.insertHandler(new GracefulHandler());
        // Javalin's monitor cuts every idle connection after a second when threads are short; ours are not what runs
        // short.
        server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
        server.setErrorHandler((request, response, callback) -> {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            if (response.getStatus() == 503) {
                response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            }
            response.write(true, null, callback);
            return true;
        });
    }

    private ServerConnector connector(Server server) {
        ServerConnector connector = new ServerConnector(
                server,
                null,
                null,
                null,
                1,
                SELECTORS,
                Protocols.of(tls == null ? null : tls.factory(), settings.limits()));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        // Left alone, running uploads would be cut after a pause of one second once the server stops.
        connector.setShutdownIdleTimeout(-1);
        connector.setAcceptQueueSize(1024);
        connector.addBean(connections);
        server.addBean(new NetworkConnectionLimit(settings.limits().connections(), connector));
        return connector;
    }
}
