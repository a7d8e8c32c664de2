package strongroom.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import strongroom.account.Id128;
import strongroom.credential.Credentials.Stored;

/**
 * What the store said about logins that turned out right, until something changes there. Thread-safe.
 *
 * <p>Kept under a keyed hash of tenant, name and password, so that it serves right logins alone: for a wrong one the store is asked
 * whether or not somebody has the name (G30).
 */
final class KnownLogins {

    /** About a kilobyte each. */
    private static final int MOST = 10_000;

    private final Cache<Id128, Found> found =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /**
     * What was found, to be kept if the login turns out right.
     *
     * @param revision what {@link Credentials#revision} was before it was looked for
     */
    record Found(Id128 key, long revision, Stored stored) {}

    @Nullable Stored find(Id128 key, long revision) {
        Found known = found.getIfPresent(key);
        return known != null && known.revision() == revision ? known.stored() : null;
    }

    void add(Found right) {
        found.put(right.key(), right);
    }
}
