package strongroom.assembly;

import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import strongroom.backup.BackupStore;
import strongroom.config.Config;
import strongroom.credential.Authenticator;
import strongroom.credential.GuessLimits;
import strongroom.credential.HashingThreads;
import strongroom.credential.Pepper;
import strongroom.credential.Rate;
import strongroom.credential.RateLimit;
import strongroom.protocol.BackupExchange;
import strongroom.protocol.Challenges;
import strongroom.protocol.ConfigExchange;
import strongroom.protocol.Cors;
import strongroom.protocol.Download;
import strongroom.protocol.Gate;
import strongroom.protocol.Refusals;
import strongroom.protocol.SafeEndpoint;
import strongroom.protocol.Switchboard;
import strongroom.protocol.UploadExchange;
import strongroom.protocol.UserAgents;
import strongroom.web.Bodies;
import strongroom.web.ClientAddresses;
import strongroom.web.TrustedProxies;

/** What stands behind the public listener, joined. */
final class PublicSide implements AutoCloseable {

    /** far above the thirty requests a minute of a phone, far below what guessing needs. */
    private static final Rate MISSES = Rate.of(60, Duration.ofMinutes(1));

    /** Product decision for tenants whose login is open. */
    private static final Rate NEW_IDS = Rate.of(20, Duration.ofHours(1));

    private final HashingThreads hashing;
    private final SafeEndpoint endpoint;

    PublicSide(Components components, Bodies bodies, Executor background) {
        Config config = components.config();
        Clocks clocks = components.clocks();
        this.hashing = new HashingThreads(
                components.hasher(),
                new HashingThreads.Limits(
                        config.logins().hashQueue().concurrent(),
                        config.logins().hashQueue().length(),
                        Duration.ofSeconds(2)));
        Authenticator authenticator = new Authenticator(
                components.ports().credentials(),
                hashing,
                Pepper.of(components.keys().pepper()),
                new Authenticator.Settings(
                        GuessLimits.DEFAULT,
                        config.logins().cache().entries(),
                        config.logins().cache().keep()),
                new Authenticator.Clocks(clocks.wall(), clocks.nanos()),
                components.random(),
                spray -> {});
        BackupStore backups = components.backups(background);
        ClientAddresses addresses =
                new ClientAddresses(TrustedProxies.parse(config.http().trustedProxies()));
        Refusals refusals = new Refusals(bodies);
        Gate gate = new Gate(authenticator, addresses, new Challenges(addresses, clocks.nanos()), refusals);
        Switchboard switchboard = new Switchboard(components.ports().enforcements());
        Download download =
                new Download(backups, bodies, addresses, new RateLimit(MISSES, clocks.nanos()), switchboard, refusals);
        UploadExchange upload = new UploadExchange(
                backups, bodies, addresses, new RateLimit(NEW_IDS, clocks.nanos()), switchboard, refusals);
        this.endpoint = new SafeEndpoint(
                components.ports().tenants(),
                new ConfigExchange(gate, components.ports().accounts(), bodies),
                new BackupExchange(gate, backups, download, upload, refusals),
                new Cors(Set.copyOf(config.http().corsOrigins())),
                switch (config.http().userAgents()) {
                    case ANY -> UserAgents.ANY;
                    case THREEMA -> UserAgents.THREEMA;
                },
                refusals);
    }

    Consumer<RoutesConfig> routes() {
        return endpoint::register;
    }

    @Override
    public void close() {
        hashing.close();
    }
}
