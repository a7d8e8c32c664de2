package strongroom.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;
import strongroom.account.TenantId;

/** How much is kept, for lists and brakes. Thread-safe. No call reads a blob. */
public interface Inventory {

    /** Returns what a tenant keeps. */
    Kept of(TenantId tenant);

    /** Returns how many live backups each account of a tenant has, its predecessors' included; accounts without one are left out. */
    Map<AccountId, Long> liveByAccount(TenantId tenant);

    /** Returns the live backups of a tenant, in no order. */
    List<Live> live(TenantId tenant);

    /** Returns how many bytes the largest live backup of a tenant has, as phones sent it; 0 if there is none. */
    long largest(TenantId tenant);

    /**
     * A live backup.
     *
     * @param account whose it is, by itself or as successor of a removed one; null if it is nobody's
     * @param uploadedClock when, on the retention clock, in seconds
     * @param turnedAt when another account or platform than the one before last uploaded it, null if never
     * @param turnedBeforeAt the change before that
     */
    record Live(
            @Nullable AccountId account,
            Instant uploadedAt,
            long uploadedClock,
            @Nullable Instant turnedAt,
            @Nullable Instant turnedBeforeAt) {}

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
