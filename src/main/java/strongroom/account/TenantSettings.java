package strongroom.account;

/** What an administrator sets for a tenant; kept in the database and nowhere else. */
public record TenantSettings(Access access, Announcement announcement, Keeping keeping, Quota quota) {

    /** The settings of a new tenant. */
    public static final TenantSettings DEFAULT =
            new TenantSettings(Access.DEFAULT, Announcement.DEFAULT, Keeping.DEFAULT, Quota.DEFAULT);
}
