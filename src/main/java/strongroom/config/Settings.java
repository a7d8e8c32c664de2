package strongroom.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.Level;
import strongroom.config.Config.LogFormat;
import strongroom.config.Config.UserAgents;

/**
 * The table of all settings. A new one is added here and to {@code config/strongroom.conf}; tests fail until both have it, and until
 * its default and its override are tested.
 */
final class Settings {

    static final Setting<Path> DATA = new Setting<>("data", "--data", "data", SettingType.path());
    static final Setting<Path> KEY_FILE = new Setting<>("key-file", "--key", null, SettingType.path());

    static final Setting<ListenAddress> LISTEN =
            new Setting<>("listen", "--listen", "127.0.0.1:8080", SettingType.address());
    static final Setting<ListenAddress> ADMIN_LISTEN =
            new Setting<>("admin-listen", "--admin-listen", "127.0.0.1:8081", SettingType.address());
    static final Setting<Path> TLS_CERTIFICATE =
            new Setting<>("tls.certificate-file", "--tls-cert", null, SettingType.path());
    static final Setting<Path> TLS_KEY = new Setting<>("tls.key-file", "--tls-key", null, SettingType.path());

    static final Setting<Boolean> PLAIN_BEYOND_LOOPBACK = of("http.plain-beyond-loopback", "false", SettingType.flag());
    static final Setting<List<String>> TRUSTED_PROXIES = of("http.trusted-proxies", "[]", SettingType.networks());
    static final Setting<List<String>> CORS_ORIGINS = of("http.cors-origins", "[]", SettingType.origins());
    static final Setting<UserAgents> USER_AGENTS = of("http.user-agents", "any", SettingType.choice(UserAgents.class));
    static final Setting<Long> BODY_BUDGET =
            new Setting<>("http.body-budget", null, null, SettingType.size("8MiB", "64GiB"));

    static final Setting<Long> ARGON2_MEMORY = of("argon2.memory", "19456KiB", SettingType.size("7MiB", "1GiB"));
    static final Setting<Integer> ARGON2_ITERATIONS = of("argon2.iterations", "2", SettingType.number(1, 16));
    static final Setting<Integer> ARGON2_PARALLELISM = of("argon2.parallelism", "1", SettingType.number(1, 16));
    static final Setting<Integer> ARGON2_CONCURRENT = of("argon2.concurrent-hashes", "2", SettingType.number(1, 64));
    static final Setting<Integer> ARGON2_QUEUE = of("argon2.queue", "64", SettingType.number(1, 10_000));
    static final Setting<Integer> CACHED_LOGINS = of("login-cache.entries", "10000", SettingType.number(0, 1_000_000));
    static final Setting<Duration> LOGIN_CACHE_KEEP = of("login-cache.keep", "10m", SettingType.duration("1s", "24h"));

    static final Setting<Long> LOW_WATER_MARK =
            new Setting<>("storage.low-water-mark", null, null, SettingType.size("1MiB", "1024GiB"));
    static final Setting<Long> MIN_FREE_DISK =
            of("storage.min-free-disk", "64MiB", SettingType.size("1MiB", "1024GiB"));

    static final Setting<Duration> SWEEP_INTERVAL = of("sweep.interval", "6h", SettingType.duration("1m", "7d"));
    static final Setting<Duration> SCRUB_INTERVAL = of("scrub.interval", "7d", SettingType.duration("1h", "30d"));
    static final Setting<Duration> STOP_DEADLINE = of("stop-deadline", "20s", SettingType.duration("1s", "10m"));

    static final Setting<LogFormat> LOG_FORMAT = of("log.format", "text", SettingType.choice(LogFormat.class));
    static final Setting<Level> LOG_LEVEL = of("log.level", "info", SettingType.choice(Level.class));

    static final List<Setting<?>> ALL = List.of(
            DATA,
            KEY_FILE,
            LISTEN,
            ADMIN_LISTEN,
            TLS_CERTIFICATE,
            TLS_KEY,
            PLAIN_BEYOND_LOOPBACK,
            TRUSTED_PROXIES,
            CORS_ORIGINS,
            USER_AGENTS,
            BODY_BUDGET,
            ARGON2_MEMORY,
            ARGON2_ITERATIONS,
            ARGON2_PARALLELISM,
            ARGON2_CONCURRENT,
            ARGON2_QUEUE,
            CACHED_LOGINS,
            LOGIN_CACHE_KEEP,
            LOW_WATER_MARK,
            MIN_FREE_DISK,
            SWEEP_INTERVAL,
            SCRUB_INTERVAL,
            STOP_DEADLINE,
            LOG_FORMAT,
            LOG_LEVEL);

    /** Keys that releases had and this one has not, with the key to use instead. A removed setting moves here. */
    static final Map<String, String> REMOVED = Map.of();

    /** What people may look for in the file although it belongs to a tenant, in the database. */
    static final Set<String> OF_TENANTS = Set.of(
            "public-url",
            "login",
            "restore-login",
            "ownership",
            "retention-days",
            "grace-days",
            "max-backup-bytes",
            "trash-days",
            "versions",
            "version-days",
            "quota-bytes",
            "max-backups",
            "max-backups-per-account",
            "hold");

    /** Variables with our prefix that the launcher {@code bin/strongroom} reads, not the program. */
    static final Set<String> OF_THE_LAUNCHER = Set.of("STRONGROOM_HEAP", "STRONGROOM_JAVA_OPTS", "STRONGROOM_JDK_DIRS");

    private Settings() {}

    private static <T> Setting<T> of(String key, String standard, SettingType<T> type) {
        return new Setting<>(key, null, standard, type);
    }
}
