package strongroom.sealing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.sealing.WrappedKey.Purpose;

/** All wrapped keys of one revision with what they open to. Never changed once it is shared. */
final class OpenKeys {

    private final long revision;
    private final List<WrappedKey> all;
    private final Keyring keyring;
    private final Map<Slot, Opened> opened = new HashMap<>();
    private final Map<TenantId, List<GenerationKeys>> tenants = new HashMap<>();
    private final Set<TenantId> shut = new HashSet<>();
    private final Set<String> lacking = new TreeSet<>();

    /** Opens the wrapped keys; what {@code before} has opened is not opened again, and what is gone is forgotten. */
    private OpenKeys(long revision, List<WrappedKey> all, Keyring keyring, Map<Slot, Opened> before) {
        this.revision = revision;
        this.all = List.copyOf(all);
        this.keyring = keyring;
        for (WrappedKey wrapped : all) {
            if (keyring.find(wrapped.keyringId()) == null) {
                lacking.add(wrapped.keyringId());
            }
            Opened known = before.get(Slot.of(wrapped));
            take(wrapped, known != null ? known : open(wrapped, keyring));
        }
        tenants.values()
                .forEach(keys -> keys.sort(
                        Comparator.comparingInt(GenerationKeys::generation).reversed()));
    }

    /** Which key it is; its content never changes, however often it is wrapped anew. */
    record Slot(Purpose purpose, @Nullable TenantId tenant, int generation) {
        static Slot of(WrappedKey key) {
            return new Slot(key.purpose(), key.tenant(), key.generation());
        }
    }

    static OpenKeys none(Keyring keyring) {
        return new OpenKeys(-1, List.of(), keyring, Map.of());
    }

    OpenKeys with(long newRevision, List<WrappedKey> now, Keyring newKeyring) {
        boolean same = newRevision == revision && now.equals(all) && newKeyring.equals(keyring);
        return same ? this : new OpenKeys(newRevision, now, newKeyring, opened);
    }

    long revision() {
        return revision;
    }

    Keyring keyring() {
        return keyring;
    }

    /** The fingerprints that wrapped keys name and the keyring lacks, sorted. */
    List<String> lacking() {
        return List.copyOf(lacking);
    }

    /** Tells whether a generation of the tenant's key could not be opened. */
    boolean isShut(TenantId tenant) {
        return shut.contains(tenant);
    }

    /** The tenant's generations, newest first. */
    List<GenerationKeys> of(TenantId tenant) {
        return List.copyOf(tenants.getOrDefault(tenant, List.of()));
    }

    @Nullable RandomKey single(Purpose purpose) {
        Opened key = opened.get(new Slot(purpose, null, 1));
        return key == null ? null : key.key();
    }

    private void take(WrappedKey wrapped, @Nullable Opened key) {
        TenantId tenant = wrapped.tenant();
        if (key != null) {
            opened.put(Slot.of(wrapped), key);
        }
        if (tenant == null) {
            return;
        }
        if (key == null || key.derived() == null) {
            shut.add(tenant);
            return;
        }
        tenants.computeIfAbsent(tenant, none -> new ArrayList<>()).add(key.derived());
    }

    private static @Nullable Opened open(WrappedKey wrapped, Keyring keyring) {
        return switch (Wrapping.unwrap(wrapped, keyring)) {
            case Wrapping.Unwrapped.Key(RandomKey key) ->
                new Opened(key, wrapped.tenant() == null ? null : new GenerationKeys(wrapped.generation(), key));
            case Wrapping.Unwrapped.UnknownKeyringKey unknown -> null;
            case Wrapping.Unwrapped.Damaged damaged -> null;
        };
    }

    /**
     * An unwrapped key.
     *
     * @param derived what comes from a tenant's key, null for all others
     */
    private record Opened(RandomKey key, @Nullable GenerationKeys derived) {}
}
