package strongroom.sealing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import strongroom.account.TenantId;
import strongroom.sealing.WrappedKey.Purpose;

/**
 * What changes when keys change; it computes, and the caller stores. Thread-safe.
 *
 * <p>In this order: the keyring's file gets its new key beside the old ones, then all wrapped keys are exchanged in one transaction,
 * then the old key may go. A crash between any two leaves everything readable.
 */
public final class KeyRotation {

    private final Wrapping wrapping;

    public KeyRotation(Wrapping wrapping) {
        this.wrapping = wrapping;
    }

    /** Wraps all keys anew under the keyring's newest key; no blob changes. */
    public Rewrap rewrap(List<WrappedKey> all, Keyring keyring) {
        List<WrappedKey> after = new ArrayList<>(all.size());
        for (WrappedKey wrapped : all) {
            switch (Wrapping.unwrap(wrapped, keyring)) {
                case Wrapping.Unwrapped.Key(RandomKey key) ->
                    after.add(wrapping.wrap(wrapped.purpose(), wrapped.tenant(), wrapped.generation(), key, keyring));
                case Wrapping.Unwrapped.UnknownKeyringKey(String id) -> {
                    return new Rewrap.LacksKey(id);
                }
                case Wrapping.Unwrapped.Damaged damaged -> {
                    return new Rewrap.Damaged(wrapped);
                }
            }
        }
        return new Rewrap.Rewrapped(List.copyOf(after));
    }

    /** Draws the generation after a tenant's newest; 1 if it has none. */
    public WrappedKey nextGeneration(TenantId tenant, List<WrappedKey> all, Keyring keyring) {
        int newest = all.stream()
                .filter(key -> key.purpose() == Purpose.TENANT && tenant.equals(key.tenant()))
                .mapToInt(WrappedKey::generation)
                .max()
                .orElse(0);
        return wrapping.drawTenantKey(tenant, newest + 1, keyring);
    }

    /** Returns the keyring's keys, newest first, each with the number of keys it wraps; then those that are needed but not there. */
    public static List<KeyUse> uses(List<WrappedKey> all, Keyring keyring) {
        List<KeyUse> uses = new ArrayList<>();
        for (KeyringKey key : keyring.keys()) {
            uses.add(new KeyUse.InKeyring(
                    key.id(), key.created(), key.equals(keyring.newest()), countUnder(key.id(), all)));
        }
        all.stream()
                .map(WrappedKey::keyringId)
                .distinct()
                .filter(id -> keyring.find(id) == null)
                .sorted()
                .forEach(id -> uses.add(new KeyUse.Lacking(id, countUnder(id, all))));
        return List.copyOf(uses);
    }

    /** Says what removing a key from the keyring would come to. */
    public static Removal removal(String id, List<WrappedKey> all, Keyring keyring) {
        if (keyring.find(id) == null) {
            return new Removal.Unknown();
        }
        int needed = countUnder(id, all);
        if (needed > 0) {
            return new Removal.StillNeeded(needed);
        }
        return keyring.newest().id().equals(id) ? new Removal.Newest() : new Removal.Possible(keyring.without(id));
    }

    private static int countUnder(String id, List<WrappedKey> all) {
        return Math.toIntExact(
                all.stream().filter(key -> Objects.equals(key.keyringId(), id)).count());
    }

    /** What came of wrapping all keys anew. */
    public sealed interface Rewrap {
        record Rewrapped(List<WrappedKey> after) implements Rewrap {}

        /** The keyring lacks the key of this fingerprint; nothing may change. */
        record LacksKey(String fingerprint) implements Rewrap {}

        /** This key does not open any more; nothing may change. */
        record Damaged(WrappedKey key) implements Rewrap {}
    }

    /** A key of the keyring and how many keys in the database it wraps. */
    public sealed interface KeyUse {
        record InKeyring(String id, Instant created, boolean newest, int wrappedKeys) implements KeyUse {}

        /** The database needs it, and the keyring does not have it. */
        record Lacking(String id, int wrappedKeys) implements KeyUse {}
    }

    /** Whether a key may leave the keyring. */
    public sealed interface Removal {
        /** Nothing needs it; {@code without} is the keyring to write. */
        record Possible(Keyring without) implements Removal {}

        /** It wraps this many keys in the database. */
        record StillNeeded(int wrappedKeys) implements Removal {}

        /** It is the one that wraps from now on. */
        record Newest() implements Removal {}

        record Unknown() implements Removal {}
    }
}
