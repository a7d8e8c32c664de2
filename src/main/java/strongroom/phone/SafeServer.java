package strongroom.phone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Safe server as a user types it into the app.
 *
 * <p>The URL stays text, since each app reads it by rules of its own (safe-protocol 1.1 and 1.2); what an app cannot use becomes a
 * {@link PhoneResult.BadUrl}. {@code https} is what real apps insist on; {@code http} is allowed here for tests on loopback.
 *
 * @param url the base URL, with or without a slash at the end, possibly with {@code {backupIdPrefix8}}
 * @param login what is typed into the two login fields; null if they are left empty
 */
public record SafeServer(String url, @Nullable Login login, Trust trust) {

    /** User name and password of the server. {@link #toString} does not show the password. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /** Whose certificates are believed. */
    public sealed interface Trust {

        /** Those that the Java installation believes. */
        record JvmDefault() implements Trust {}

        /** Those in a PEM file and no others; a file that cannot be read shows as an unreachable server. */
        record PemFile(Path file) implements Trust {}
    }
}
