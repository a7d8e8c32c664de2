package strongroom.sealing;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;
import strongroom.backup.StoreUnavailable;

/**
 * Seals texts that have to be kept and shown again, such as the password that a policy gives phones. Thread-safe.
 *
 * <p>Where a text lies is authenticated with it, so that no sealed text can stand in for another.
 */
public final class Secrets {

    private static final String LABEL = "strongroom/v1/secret";

    private final Supplier<byte[]> key;
    private final RandomGenerator random;

    /**
     * Takes the key.
     *
     * @param key gives its 32 bytes each time; see {@link TenantKeys#secretsKey}
     */
    public Secrets(Supplier<byte[]> key, RandomGenerator random) {
        this.key = key;
        this.random = random;
    }

    /**
     * Where a text lies.
     *
     * @param account null if it is not one account's
     * @param name what it is, unique in its tenant and account
     */
    public record Place(TenantId tenant, @Nullable AccountId account, String name) {}

    /** Seals a text for its place. */
    public byte[] seal(Place place, String text) {
        return Envelope.close(key(), context(place), text.getBytes(StandardCharsets.UTF_8), random);
    }

    /**
     * Opens what was sealed; null if it was changed or lies in another place.
     *
     * @throws StoreUnavailable if the key is not there
     */
    public @Nullable String open(Place place, byte[] sealed) {
        byte[] opened = Envelope.open(key(), context(place), sealed);
        return opened == null ? null : new String(opened, StandardCharsets.UTF_8);
    }

    private RandomKey key() {
        return RandomKey.of(key.get());
    }

    private static byte[] context(Place place) {
        Canonical context = new Canonical(LABEL).bytes(place.tenant().bytes());
        if (place.account() == null) {
            context.absent();
        } else {
            context.bytes(place.account().bytes());
        }
        return context.text(place.name()).encoded();
    }
}
