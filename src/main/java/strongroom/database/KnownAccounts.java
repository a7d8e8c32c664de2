package strongroom.database;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import strongroom.account.TenantId;
import strongroom.account.UserName;
import strongroom.credential.Credentials.Stored;

/**
 * The accounts that logged in, kept in memory until the settings move. Thread-safe.
 *
 * <p>Kept are accounts under their current names alone: a former name ends by the clock, and names that nobody has are without
 * number. Beyond {@link #MOST} accounts nothing is added, and the others are read from the store each time.
 */
final class KnownAccounts {

    /** About a kilobyte each. */
    static final int MOST = 10_000;

    private volatile Known known = new Known(Long.MIN_VALUE, new ConcurrentHashMap<>());

    /** What was read while the settings had that revision. */
    private record Known(long revision, ConcurrentMap<Name, Stored> accounts) {}

    private record Name(TenantId tenant, String folded) {}

    @Nullable Stored find(long revision, TenantId tenant, UserName name) {
        Known now = known;
        return now.revision() == revision ? now.accounts().get(new Name(tenant, name.folded())) : null;
    }

    /** Keeps what was read in a transaction that saw the settings at that revision. */
    void add(long revision, UserName name, Stored stored) {
        if (!stored.account().names().current().folded().equals(name.folded())) {
            return;
        }
        Known now = at(revision);
        if (now.revision() == revision && now.accounts().size() < MOST) {
            now.accounts().put(new Name(stored.account().tenant(), name.folded()), stored);
        }
    }

    private synchronized Known at(long revision) {
        if (known.revision() < revision) {
            known = new Known(revision, new ConcurrentHashMap<>());
        }
        return known;
    }
}
