package strongroom.credential;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** A hasher that costs nothing and counts. Thread-safe. */
public final class FastHasher implements PasswordHasher {

    private final KeyedHash key = new KeyedHash(new byte[] {1});
    private final AtomicLong salts = new AtomicLong();
    private final AtomicLong checks = new AtomicLong();

    @Override
    public PasswordHash hash(Password password) {
        return encode(salts.incrementAndGet(), password);
    }

    @Override
    public boolean matches(Password password, PasswordHash hash) {
        checks.incrementAndGet();
        String encoded = hash.encoded();
        long salt = Long.parseLong(encoded.substring(encoded.indexOf('$') + 1, encoded.lastIndexOf('$')));
        return encode(salt, password).encoded().endsWith(encoded.substring(encoded.indexOf('$')));
    }

    @Override
    public PasswordHash absent() {
        return new PasswordHash("new$0$matches nothing");
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return hash.encoded().startsWith("old");
    }

    /** A hash that {@link #isOutdated} finds outdated. */
    public PasswordHash outdated(Password password) {
        return new PasswordHash(hash(password).encoded().replaceFirst("new", "old"));
    }

    /** How many comparisons were made so far. */
    public long checks() {
        return checks.get();
    }

    private PasswordHash encode(long salt, Password password) {
        byte[] salted = Long.toString(salt).getBytes(StandardCharsets.US_ASCII);
        String hash =
                HexFormat.of().formatHex(key.ofParts(salted, password.utf8()).bytes());
        return new PasswordHash("new$" + salt + "$" + hash);
    }
}
