package strongroom.sealing;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.sealing.WrappedKey.Purpose;

/**
 * Wraps random keys under the keyring and opens them again. What a key is for, whose it is, its generation and the keyring's key are
 * authenticated with it, so that no wrapped key can stand in for another. Thread-safe.
 */
public final class Wrapping {

    private static final String LABEL = "strongroom/v1/wrapped";

    private final SecureRandom random;

    public Wrapping(SecureRandom random) {
        this.random = random;
    }

    /** Draws a key that belongs to no tenant and wraps it under the keyring's newest key; its generation is 1. */
    public WrappedKey draw(Purpose purpose, Keyring keyring) {
        return wrap(purpose, null, 1, RandomKey.draw(random), keyring);
    }

    /**
     * Draws a tenant's key and wraps it under the keyring's newest key.
     *
     * @param generation from 1 upwards
     */
    public WrappedKey drawTenantKey(TenantId tenant, int generation, Keyring keyring) {
        return wrap(Purpose.TENANT, tenant, generation, RandomKey.draw(random), keyring);
    }

    /** Returns the four keys that a new store needs: its first tenant's, and those of audit, pepper and secrets. */
    public List<WrappedKey> drawAll(TenantId first, Keyring keyring) {
        return List.of(
                drawTenantKey(first, 1, keyring),
                draw(Purpose.AUDIT, keyring),
                draw(Purpose.PEPPER, keyring),
                draw(Purpose.SECRETS, keyring));
    }

    /** Tells whether this keyring opens all these keys. */
    public static KeyringFit fit(List<WrappedKey> all, Keyring keyring) {
        Set<String> missing = new TreeSet<>();
        for (WrappedKey wrapped : all) {
            switch (unwrap(wrapped, keyring)) {
                case Unwrapped.Key key -> {}
                case Unwrapped.UnknownKeyringKey(String id) -> missing.add(id);
                case Unwrapped.Damaged damaged -> {
                    return new KeyringFit.Damaged(wrapped);
                }
            }
        }
        return missing.isEmpty() ? new KeyringFit.Fits() : new KeyringFit.LacksKeys(List.copyOf(missing));
    }

    WrappedKey wrap(Purpose purpose, @Nullable TenantId tenant, int generation, RandomKey key, Keyring keyring) {
        KeyringKey under = keyring.newest();
        byte[] context = context(purpose, tenant, generation, under.id());
        byte[] wrapped = Envelope.close(under.key(), context, key.bytes(), random);
        return new WrappedKey(purpose, tenant, generation, under.id(), wrapped);
    }

    static Unwrapped unwrap(WrappedKey wrapped, Keyring keyring) {
        KeyringKey under = keyring.find(wrapped.keyringId());
        if (under == null) {
            return new Unwrapped.UnknownKeyringKey(wrapped.keyringId());
        }
        byte[] context = context(wrapped.purpose(), wrapped.tenant(), wrapped.generation(), under.id());
        byte[] opened = Envelope.open(under.key(), context, wrapped.wrapped());
        return opened == null || opened.length != RandomKey.BYTES
                ? new Unwrapped.Damaged()
                : new Unwrapped.Key(RandomKey.of(opened));
    }

    private static byte[] context(Purpose purpose, @Nullable TenantId tenant, int generation, String keyringId) {
        Canonical context = new Canonical(LABEL).text(name(purpose));
        if (tenant == null) {
            context.absent();
        } else {
            context.bytes(tenant.bytes());
        }
        return context.number(generation).text(keyringId).encoded();
    }

    /** A part of the stored format: it stays when an enum constant is renamed. */
    private static String name(Purpose purpose) {
        return switch (purpose) {
            case TENANT -> "tenant";
            case AUDIT -> "audit";
            case PEPPER -> "pepper";
            case SECRETS -> "secrets";
        };
    }

    /** What came of opening one wrapped key. A wrong key cannot pass for the right one, since its ID is its fingerprint. */
    sealed interface Unwrapped {
        record Key(RandomKey key) implements Unwrapped {}

        /** The keyring has no key of this fingerprint. */
        record UnknownKeyringKey(String id) implements Unwrapped {}

        /** The right key does not open it: it was changed, or belongs elsewhere. */
        record Damaged() implements Unwrapped {}
    }

    /** Whether a keyring belongs to a store. */
    public sealed interface KeyringFit {
        record Fits() implements KeyringFit {}

        /** Keys of these fingerprints are needed besides those that are there. */
        record LacksKeys(List<String> fingerprints) implements KeyringFit {
            public LacksKeys {
                fingerprints = List.copyOf(fingerprints);
            }
        }

        /** A wrapped key does not open under the very key that wrapped it: the database is damaged. */
        record Damaged(WrappedKey key) implements KeyringFit {}
    }
}
