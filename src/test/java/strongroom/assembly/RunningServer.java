package strongroom.assembly;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Slug;
import strongroom.account.Standing;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.account.UserName;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;
import strongroom.config.Config;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;
import strongroom.credential.Password;
import strongroom.sealing.Wrapping;
import strongroom.web.Bodies;
import strongroom.web.PemFiles;

/**
 * The whole server on a directory of its own, on ports that the system chose, with cheap password hashes and a time that the test
 * moves. Close it at the end; {@link #restart} closes and opens it again on the same directory.
 */
public final class RunningServer implements AutoCloseable {

    /** The user name of an account that {@link #addAccount} adds by default. */
    public static final String USER = "anna";

    /** Its password. */
    public static final String PASSWORD = "correct horse 7";

    private static final RandomGenerator RANDOM = RandomGenerator.of("SecureRandom");

    private static final Map<String, String> CHEAP = Map.of(
            "STRONGROOM_LISTEN", "127.0.0.1:0",
            "STRONGROOM_ADMIN_LISTEN", "127.0.0.1:0",
            "STRONGROOM_ARGON2_MEMORY", "7MiB",
            "STRONGROOM_ARGON2_ITERATIONS", "1");

    private final MovableTime time = new MovableTime();
    private final Path directory;
    private final Map<String, String> environment;
    private Server server;

    private RunningServer(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
        this.server = open();
    }

    /** Starts on an empty directory, with one personal account in the default tenant. */
    public static RunningServer start(Path directory) {
        return start(directory, Map.of());
    }

    /** The same with further settings, as environment variables ({@code STRONGROOM_…}). */
    public static RunningServer start(Path directory, Map<String, String> settings) {
        RunningServer running = new RunningServer(directory, environment(settings));
        running.addAccount(Slug.DEFAULT, USER, PASSWORD, AccountKind.PERSONAL);
        return running;
    }

    /** Starts on a directory that was set up before, such as a copy of one. */
    public static RunningServer existing(Path directory, Map<String, String> settings) {
        return new RunningServer(directory, environment(settings));
    }

    private static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(CHEAP);
        environment.putAll(settings);
        return environment;
    }

    /** Starts on a directory that was set up before, with the accounts that it has. */
    public static RunningServer reopen(Path directory) {
        return existing(directory, Map.of());
    }

    /** The settings that make the public listener speak TLS. */
    public static Map<String, String> tls(PemFiles files) {
        return Map.of(
                "STRONGROOM_TLS_CERTIFICATE_FILE", files.chain().toString(),
                "STRONGROOM_TLS_KEY_FILE", files.key().toString());
    }

    private Server open() {
        Map<String, String> flags = Map.of("data", directory.toString());
        Config config = ConfigReader.read(new ConfigSources(null, environment, flags));
        DataDirectory held = SetUp.hold(directory, "serve");
        return Server.start(new SetUp(config, time.clocks(), new Actor.Server())
                .open(held, null)
                .store());
    }

    /** The server's base URL. */
    public String url() {
        return server.url();
    }

    /** The base URL of the admin listener. */
    public String adminUrl() {
        return server.adminUrl();
    }

    /** The store behind it. */
    public Components components() {
        return server.components();
    }

    /** What is in transit in both listeners. */
    public Bodies bodies() {
        return server.bodies();
    }

    /** Its time. */
    public MovableTime time() {
        return time;
    }

    /** Stops and starts again on the same directory; the ports change. */
    public void restart() {
        server.close();
        server = open();
    }

    /** The same with further or other settings, from then on. */
    public void restart(Map<String, String> settings) {
        environment.putAll(settings);
        restart();
    }

    /** The data directory. */
    public Path directory() {
        return directory;
    }

    /** Adds an account with a password; returns its identity. */
    public AccountId addAccount(Slug tenant, String name, String password, AccountKind kind) {
        Account account = new Account(
                AccountId.random(RANDOM),
                tenant(tenant).id(),
                AccountNames.of(new UserName(name)),
                kind,
                Standing.NEW,
                Account.Labels.NONE,
                1);
        components()
                .ports()
                .accountChanges()
                .add(
                        account,
                        components().hasher().hash(Password.of(password)),
                        null,
                        record(new AuditEvent.AccountAdded(account.tenant(), account.id(), "test", null)));
        return account.id();
    }

    /** Replaces an account's standing: disabled, expired, held. */
    public void setStanding(AccountId id, Standing standing) {
        Account account =
                Objects.requireNonNull(components().ports().accounts().find(id)).account();
        components()
                .ports()
                .accountChanges()
                .change(
                        new Account(
                                account.id(),
                                account.tenant(),
                                account.names(),
                                account.kind(),
                                standing,
                                account.labels(),
                                account.revision()),
                        null,
                        List.of(record(new AuditEvent.AccountChanged(id, "standing", null, null))));
    }

    /** Adds a tenant without accounts. */
    public TenantId addTenant(Slug slug) {
        Tenant tenant =
                new Tenant(TenantId.random(RANDOM), TenantNames.of(slug), null, TenantSettings.DEFAULT, false, 1);
        components()
                .ports()
                .tenantChanges()
                .add(
                        tenant,
                        new Wrapping(components().random())
                                .drawTenantKey(
                                        tenant.id(), 1, components().keys().keyring()),
                        record(new AuditEvent.TenantAdded(tenant.id(), slug.value())));
        return tenant.id();
    }

    /** Replaces a tenant's settings. */
    public void set(Slug slug, UnaryOperator<TenantSettings> change) {
        change(
                slug,
                tenant -> new Tenant(
                        tenant.id(),
                        tenant.names(),
                        tenant.publicUrl(),
                        change.apply(tenant.settings()),
                        tenant.held(),
                        tenant.revision()));
    }

    /** Replaces a tenant's row. */
    public void change(Slug slug, UnaryOperator<Tenant> change) {
        Tenant tenant = tenant(slug);
        components()
                .ports()
                .tenantChanges()
                .change(
                        change.apply(tenant),
                        List.of(record(new AuditEvent.TenantChanged(tenant.id(), "test", null, null))));
    }

    /** Returns a tenant by its slug. */
    public Tenant tenant(Slug slug) {
        return components().ports().tenants().all().stream()
                .filter(tenant -> tenant.names().slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    /** Moves the retention clock, which in life only a running server does, five minutes a tick. */
    public void passOnTheRetentionClock(Duration time) {
        execute("update retention_clock set seconds = seconds + " + time.toSeconds());
    }

    /** Runs a statement on the database file behind the server's back. */
    public void execute(String sql, Object... parameters) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("strongroom.db"));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Counts what a query finds. */
    public long count(String query) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("strongroom.db"));
                PreparedStatement statement = connection.prepareStatement("select count(*) from (" + query + ")");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the rows that a query finds, each as one line, blobs in hexadecimal digits. */
    public List<String> rows(String query, Object... parameters) {
        return rows(List.of(query), parameters);
    }

    /** Returns the rows of several queries with the same parameters, one after the other. */
    public List<String> rows(List<String> queries, Object... parameters) {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("strongroom.db"))) {
            for (String query : queries) {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    for (int i = 0; i < parameters.length; i++) {
                        statement.setObject(i + 1, parameters[i]);
                    }
                    addLines(statement, lines);
                }
            }
            return lines;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void addLines(PreparedStatement statement, List<String> lines) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringJoiner line = new StringJoiner("|");
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    line.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "" + value);
                }
                lines.add(line.toString());
            }
        }
    }

    /** Returns the events in the audit log, oldest first, as stored. */
    public List<String> events() {
        return components().ports().auditLog().after(0, 10_000).stream()
                .map(entry -> entry.payload() == null ? "" : entry.payload())
                .toList();
    }

    private AuditRecord record(AuditEvent event) {
        return new AuditRecord(time.clocks().wall().instant(), new Actor.Server(), event);
    }

    @Override
    public void close() {
        server.close();
    }
}
