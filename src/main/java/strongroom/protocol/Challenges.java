package strongroom.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.LongSupplier;
import strongroom.web.ClientAddresses;

/**
 * Who was asked for a login a moment ago. The iPhone app sends every request without one first and repeats it with one; the Android
 * app sends its login at once and never answers a challenge (safe-protocol 3).
 *
 * <p>A repetition is known by the request and not by its connection: an iPhone may repeat on a new one (safe-protocol 2.3), and behind
 * a reverse proxy those of many phones are one. What repeats a request has its method, its path, the same headers, and comes from the
 * same address; the path of an upload is that of one identity alone. Only a hash is kept, for two minutes. Thread-safe.
 */
public final class Challenges {

    /** At most about 4 MiB; what strangers ask without a login can push others out, whose platform then stays as it was known. */
    private static final int MOST = 20_000;

    /** A phone repeats at once; its body may take a while to arrive again. */
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final ClientAddresses addresses;
    private final Cache<ByteBuffer, Boolean> asked;

    /** @param nanos a clock that never goes back */
    public Challenges(ClientAddresses addresses, LongSupplier nanos) {
        this.addresses = addresses;
        this.asked = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Notes that a request without a login was answered with a challenge. */
    void note(Context ctx) {
        asked.put(hash(ctx), true);
    }

    /** Tells whether this request repeats one that was noted. Each counts once: what comes after it is another request. */
    boolean areAnswered(Context ctx) {
        return asked.asMap().remove(hash(ctx)) != null;
    }

    private ByteBuffer hash(Context ctx) {
        String request = String.join(
                "\n",
                ctx.req().getMethod(),
                String.valueOf(ctx.req().getServerName()),
                ctx.req().getRequestURI(),
                String.valueOf(ctx.userAgent()),
                String.valueOf(ctx.header("Accept-Encoding")),
                String.valueOf(ctx.header("Accept-Language")));
        MessageDigest sha256 = sha256();
        sha256.update(addresses.of(ctx).host().bytes());
        return ByteBuffer.wrap(sha256.digest(request.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every Java platform has SHA-256", failure);
        }
    }
}
