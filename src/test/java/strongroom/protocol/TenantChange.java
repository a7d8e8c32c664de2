package strongroom.protocol;

import strongroom.account.Access;
import strongroom.account.Announcement;
import strongroom.account.TenantSettings;

/** What a test changes about a tenant, one setting at a time. */
final class TenantChange {

    private TenantChange() {}

    static TenantSettings restoreLoginRequired(TenantSettings before) {
        Access access = before.access();
        return access(before, new Access(access.login(), Access.RestoreLogin.REQUIRED, access.ownership()));
    }

    static TenantSettings loginOpen(TenantSettings before) {
        Access access = before.access();
        return access(before, new Access(Access.Login.OPEN, access.restoreLogin(), access.ownership()));
    }

    static TenantSettings ownershipStrict(TenantSettings before) {
        Access access = before.access();
        return access(before, new Access(access.login(), access.restoreLogin(), Access.Ownership.STRICT));
    }

    static TenantSettings retentionDays(TenantSettings before, int days) {
        return announcement(before, new Announcement(days, before.announcement().maxBackupBytes()));
    }

    static TenantSettings maxBackupBytes(TenantSettings before, long bytes) {
        return announcement(before, new Announcement(before.announcement().retentionDays(), bytes));
    }

    private static TenantSettings access(TenantSettings before, Access access) {
        return new TenantSettings(access, before.announcement(), before.keeping(), before.quota());
    }

    private static TenantSettings announcement(TenantSettings before, Announcement announcement) {
        return new TenantSettings(before.access(), announcement, before.keeping(), before.quota());
    }
}
