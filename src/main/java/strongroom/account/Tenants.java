package strongroom.account;

import java.util.List;

/**
 * The tenants, as they are now. Thread-safe.
 *
 * <p>A change by this process is seen by the next call, one by another process within a second.
 */
public interface Tenants {

    /** Returns all tenants that have not been removed, ordered by slug. */
    List<Tenant> all();
}
