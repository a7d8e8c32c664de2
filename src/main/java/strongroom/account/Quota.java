package strongroom.account;

import org.jspecify.annotations.Nullable;

/**
 * How much a tenant may keep; null means no limit.
 *
 * @param bytes sealed bytes of live backups, versions and trash together
 * @param backups live backups of the tenant
 * @param backupsPerAccount live backups of each personal account; shared and probe accounts are not limited by it
 */
public record Quota(
        @Nullable Long bytes,
        @Nullable Integer backups,
        @Nullable Integer backupsPerAccount) {

    /** No limit but ten backups per personal account: an app needs room for three at once (safe-protocol 2.6). */
    public static final Quota DEFAULT = new Quota(null, null, 10);

    public Quota {
        if ((bytes != null && bytes < 1) || (backups != null && backups < 1)) {
            throw new IllegalArgumentException("quota-bytes and max-backups are 1 or more");
        }
        if (backupsPerAccount != null && backupsPerAccount < 3) {
            throw new IllegalArgumentException(
                    "max-backups-per-account is 3 or more: changing a password needs three at once");
        }
    }
}
