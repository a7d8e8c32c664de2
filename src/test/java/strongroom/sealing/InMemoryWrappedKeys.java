package strongroom.sealing;

import java.util.ArrayList;
import java.util.List;
import strongroom.account.TenantId;

/** Wrapped keys in memory. Thread-safe. */
public final class InMemoryWrappedKeys implements WrappedKeys {

    private List<WrappedKey> keys = List.of();
    private long revision;

    @Override
    public synchronized List<WrappedKey> all() {
        return keys;
    }

    @Override
    public synchronized long revision() {
        return revision;
    }

    /** Exchanges all keys. */
    public synchronized void set(List<WrappedKey> now) {
        keys = List.copyOf(now);
        revision++;
    }

    public synchronized void add(WrappedKey key) {
        addUnnoticed(key);
        revision++;
    }

    /** Adds a key as another process does whose change the revision does not show yet. */
    synchronized void addUnnoticed(WrappedKey key) {
        List<WrappedKey> more = new ArrayList<>(keys);
        more.add(key);
        keys = List.copyOf(more);
    }

    /** Returns a tenant's newest generation; 0 if it has none. */
    public synchronized int newestGeneration(TenantId tenant) {
        return keys.stream()
                .filter(key -> tenant.equals(key.tenant()))
                .mapToInt(WrappedKey::generation)
                .max()
                .orElse(0);
    }
}
