package strongroom.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import strongroom.config.Config.Argon2;
import strongroom.config.Config.HashQueue;
import strongroom.config.Config.Http;
import strongroom.config.Config.Listeners;
import strongroom.config.Config.Log;
import strongroom.config.Config.LoginCache;
import strongroom.config.Config.Logins;
import strongroom.config.Config.Place;
import strongroom.config.Config.Storage;
import strongroom.config.Config.TlsFiles;
import strongroom.config.Config.Upkeep;

/** Puts checked values into the records. */
final class ConfigAssembly {

    private ConfigAssembly() {}

    static Config of(Values values) {
        return new Config(
                place(values),
                new Listeners(
                        values.get(Settings.LISTEN),
                        values.get(Settings.ADMIN_LISTEN),
                        tls(values),
                        values.get(Settings.PLAIN_BEYOND_LOOPBACK)),
                http(values),
                logins(values),
                new Storage(values.find(Settings.LOW_WATER_MARK), values.get(Settings.MIN_FREE_DISK)),
                new Upkeep(
                        values.get(Settings.SWEEP_INTERVAL),
                        values.get(Settings.SCRUB_INTERVAL),
                        values.get(Settings.STOP_DEADLINE)),
                new Log(values.get(Settings.LOG_FORMAT), values.get(Settings.LOG_LEVEL)));
    }

    private static Place place(Values values) {
        Path data = values.get(Settings.DATA);
        Path key = values.find(Settings.KEY_FILE);
        return new Place(data, key == null ? data.resolve("key") : key);
    }

    private static @Nullable TlsFiles tls(Values values) {
        Path certificate = values.find(Settings.TLS_CERTIFICATE);
        Path key = values.find(Settings.TLS_KEY);
        return certificate == null || key == null ? null : new TlsFiles(certificate, key);
    }

    private static Http http(Values values) {
        return new Http(
                values.get(Settings.TRUSTED_PROXIES),
                values.get(Settings.CORS_ORIGINS),
                values.get(Settings.USER_AGENTS),
                values.find(Settings.BODY_BUDGET));
    }

    private static Logins logins(Values values) {
        int memoryKib = Math.toIntExact(values.get(Settings.ARGON2_MEMORY) / 1024);
        return new Logins(
                new Argon2(memoryKib, values.get(Settings.ARGON2_ITERATIONS), values.get(Settings.ARGON2_PARALLELISM)),
                new HashQueue(values.get(Settings.ARGON2_CONCURRENT), values.get(Settings.ARGON2_QUEUE)),
                new LoginCache(values.get(Settings.CACHED_LOGINS), values.get(Settings.LOGIN_CACHE_KEEP)));
    }
}
