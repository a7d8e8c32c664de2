package strongroom.admin;

import java.util.Map;
import strongroom.account.AccountId;
import strongroom.account.TenantId;

/** How much is kept, for lists and brakes. Thread-safe. No call reads a blob. */
public interface Inventory {

    /** Returns what a tenant keeps. */
    Kept of(TenantId tenant);

    /** Returns how many live backups each account of a tenant has, its predecessors' included; accounts without one are left out. */
    Map<AccountId, Long> liveByAccount(TenantId tenant);

    /** Returns how many bytes the largest live backup of a tenant has, as phones sent it; 0 if there is none. */
    long largest(TenantId tenant);

    /**
     * What a tenant keeps.
     *
     * @param accounts without removed ones
     * @param live live backups
     * @param backups backups in any state: live, trashed and damaged
     * @param sealedBytes of live backups, versions and trash
     */
    record Kept(long accounts, long live, long backups, long sealedBytes) {}
}
