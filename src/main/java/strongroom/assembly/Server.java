package strongroom.assembly;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import strongroom.config.Config;
import strongroom.config.ListenAddress;
import strongroom.database.Database;
import strongroom.telemetry.HealthRoutes;
import strongroom.web.Bodies;
import strongroom.web.ByteBudget;
import strongroom.web.CannotListen;
import strongroom.web.HttpServer;
import strongroom.web.HttpSettings;
import strongroom.web.PemFiles;

/**
 * A store with its two front doors open. Closing tells that it is not ready, stops accepting, finishes what runs, stops the upkeep and
 * closes the store.
 */
public final class Server implements AutoCloseable {

    /** Moves to newer keys that may wait; one that finds no place is made up for by the next read. */
    private static final int WAITING_MOVES = 64;

    private final Components components;
    private final ThreadPoolExecutor background;
    private final Bodies bodies;
    private final PublicSide publicSide;
    private final HealthRoutes health;
    private final HttpServer publicListener;
    private final HttpServer adminListener;
    private final Upkeep upkeep;

    private Server(Components components) {
        Config config = components.config();
        Clocks clocks = components.clocks();
        this.components = components;
        this.background = new ThreadPoolExecutor(
                0,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MOVES),
                Thread.ofPlatform().daemon().name("moves-", 0).factory());
        this.bodies = new Bodies(new ByteBudget(budget(config), clocks.nanos()), clocks.nanos());
        this.publicSide = new PublicSide(components, bodies, background);
        this.health = new HealthRoutes(() -> isReady(components.database()), clocks.nanos());
        this.publicListener = new HttpServer(
                settings("public", config.listeners().listen(), tls(config), config),
                bodies,
                publicSide.routes(),
                clocks.nanos(),
                clocks.wall());
        this.adminListener = new HttpServer(
                settings("admin", config.listeners().adminListen(), null, config),
                bodies,
                health::register,
                clocks.nanos(),
                clocks.wall());
        this.upkeep = new Upkeep(components);
    }

    /**
     * Opens the front doors of a store; closing the server closes the store too.
     *
     * @throws strongroom.message.Refusal if a listener cannot listen or a certificate cannot be used; then everything is closed again
     */
    public static Server start(Components components) {
        Server server = built(components);
        try {
            listen(server.adminListener, "--admin-listen");
            listen(server.publicListener, "--listen");
            return server;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static Server built(Components components) {
        try {
            return new Server(components);
        } catch (RuntimeException failure) {
            components.close();
            throw failure;
        }
    }

    private static void listen(HttpServer listener, String option) {
        try {
            listener.start();
        } catch (CannotListen failure) {
            throw Obstacles.listener(failure, option);
        }
    }

    private static boolean isReady(Database database) {
        Database.Health health = database.health();
        return !health.isStopped()
                && health.trouble() == null
                && !health.isShortOfRoom()
                && database.writesAndReadsBack();
    }

    private static long budget(Config config) {
        Long set = config.http().bodyBudget();
        return set == null ? Runtime.getRuntime().maxMemory() / 4 : set;
    }

    private static @Nullable PemFiles tls(Config config) {
        Config.TlsFiles files = config.listeners().tls();
        return files == null ? null : new PemFiles(files.certificate(), files.key());
    }

    private static HttpSettings settings(String name, ListenAddress address, @Nullable PemFiles tls, Config config) {
        HttpSettings.Limits standard = HttpSettings.Limits.standard();
        Duration stop = config.upkeep().stopDeadline();
        return new HttpSettings(
                name,
                address.host(),
                address.port(),
                tls,
                new HttpSettings.Limits(standard.head(), standard.idle(), stop, standard.connections()));
    }

    /** Returns where phones are answered, such as {@code https://127.0.0.1:8443}. */
    public String url() {
        return publicListener.url();
    }

    /** Returns where health is answered. */
    public String adminUrl() {
        return adminListener.url();
    }

    /** What is in transit in both listeners. */
    Bodies bodies() {
        return bodies;
    }

    /** The store behind it. */
    public Components components() {
        return components;
    }

    @Override
    public void close() {
        health.stopping();
        publicListener.close();
        adminListener.close();
        upkeep.close();
        background.shutdown();
        publicSide.close();
        components.close();
    }
}
