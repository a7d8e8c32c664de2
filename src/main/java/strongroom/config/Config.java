package strongroom.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** All settings of a process, read and checked. Immutable; holds no secret. */
public record Config(
        Place place, Listeners listeners, Http http, Logins logins, Storage storage, Upkeep upkeep, Log log) {

    /** Where things are kept: the data directory and the key file. */
    public record Place(Path data, Path key) {}

    /**
     * Where the two front doors listen. {@code tls} is null for plain HTTP; {@code plainBeyondLoopback} says that plain HTTP on
     * another address than loopback is wanted, and is true wherever it is needed.
     */
    public record Listeners(
            ListenAddress listen,
            ListenAddress adminListen,
            @Nullable TlsFiles tls,
            boolean plainBeyondLoopback) {}

    /** The PEM files of the public listener: the certificate chain and its private key. */
    public record TlsFiles(Path certificate, Path key) {}

    /**
     * How requests are taken. {@code trustedProxies} are IP addresses or networks ({@code 192.0.2.7}, {@code 2001:db8::/32}), {@code
     * corsOrigins} origins as browsers send them; both are checked and may be empty. {@code bodyBudget} bounds the bytes that all bodies
     * hold in memory, null for a quarter of the heap.
     */
    public record Http(
            List<String> trustedProxies,
            List<String> corsOrigins,
            UserAgents userAgents,
            @Nullable Long bodyBudget) {

        /** Copies the lists. */
        public Http {
            trustedProxies = List.copyOf(trustedProxies);
            corsOrigins = List.copyOf(corsOrigins);
        }
    }

    /** How passwords are checked. */
    public record Logins(Argon2 argon2, HashQueue hashQueue, LoginCache cache) {}

    /** The cost of one Argon2id hash; hashes made at another cost are renewed at the next login. */
    public record Argon2(int memoryKib, int iterations, int parallelism) {}

    /** How many hashes are computed at a time, and how many more may wait before the answer is 503 (G29). */
    public record HashQueue(int concurrent, int length) {}

    /** How many verified logins are remembered and for how long; 0 entries switch it off. */
    public record LoginCache(int entries, Duration keep) {}

    /**
     * When uploads are refused with 507, in bytes: below {@code minFreeDisk} free in the file system, or below {@code lowWaterMark} of
     * free bytes and free pages together, null for the smaller of 5 % and 1 GiB.
     */
    public record Storage(@Nullable Long lowWaterMark, long minFreeDisk) {}

    /** When the server looks after itself, and how long a stop waits for running requests (G13). */
    public record Upkeep(Duration sweepInterval, Duration scrubInterval, Duration stopDeadline) {}

    /** How the log is written. The level applies to Strongroom itself; libraries never say more than warnings. */
    public record Log(LogFormat format, Level level) {}

    /** The shape of a log line. */
    public enum LogFormat {
        /** One line for people. */
        TEXT,
        /** One JSON object per line. */
        JSON
    }

    /** Which clients the public listener serves, by {@code User-Agent}. */
    public enum UserAgents {
        /** All, also those that name none. */
        ANY,
        /** Only those that call themselves Threema. */
        THREEMA
    }
}
