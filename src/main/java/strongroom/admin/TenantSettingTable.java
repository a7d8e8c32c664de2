package strongroom.admin;

import static strongroom.admin.TenantSetting.bytes;
import static strongroom.admin.TenantSetting.choice;
import static strongroom.admin.TenantSetting.limit;
import static strongroom.admin.TenantSetting.number;
import static strongroom.admin.TenantSetting.with;

import java.util.List;
import strongroom.account.Access;
import strongroom.account.Announcement;
import strongroom.account.Keeping;
import strongroom.account.Quota;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.message.MessageCode;
import strongroom.message.NearestName;
import strongroom.message.Refusal;

/** All settings of a tenant, in the order in which they are shown. */
final class TenantSettingTable {

    /** Longer than any organisation lives, and far from overflowing seconds. */
    private static final int MOST_DAYS = 36_500;

    static final List<TenantSetting> ALL = List.of(
            new TenantSetting(
                    "name",
                    "SLUG,SLUG,…",
                    t -> t.names().formerSlugs().stream().map(Slug::value).toList(),
                    TenantNameRules::withNames),
            new TenantSetting("host", "HOST,HOST,…", t -> t.names().hosts(), TenantNameRules::withHosts),
            new TenantSetting("path", "PATH,PATH,…", t -> t.names().paths(), TenantNameRules::withPaths),
            limit(
                    "public-url",
                    "https://HOST[:PORT][/PATH]",
                    PublicUrlRules::read,
                    t -> t.publicUrl() == null ? null : t.publicUrl().value(),
                    (t, url) -> with(t, url)),
            choice(
                    "login",
                    Access.Login.class,
                    t -> access(t).login(),
                    (t, login) -> with(
                            t,
                            new Access(
                                    login, access(t).restoreLogin(), access(t).ownership()))),
            choice(
                    "restore-login",
                    Access.RestoreLogin.class,
                    t -> access(t).restoreLogin(),
                    (t, login) -> with(
                            t, new Access(access(t).login(), login, access(t).ownership()))),
            choice(
                    "ownership",
                    Access.Ownership.class,
                    t -> access(t).ownership(),
                    (t, own) -> with(t, new Access(access(t).login(), access(t).restoreLogin(), own))),
            // C-08: both apps read the announced days as a 32-bit number, and below 2 they misbehave.
            number(
                    "retention-days",
                    2,
                    Integer.MAX_VALUE,
                    t -> announced(t).retentionDays(),
                    (t, days) -> with(t, new Announcement(days, announced(t).maxBackupBytes()))),
            number(
                    "grace-days",
                    Keeping.LEAST_GRACE_DAYS,
                    MOST_DAYS,
                    t -> kept(t).graceDays(),
                    (t, days) ->
                            with(t, new Keeping(days, kept(t).trashDays(), kept(t).versions(), kept(t).versionDays()))),
            bytes(
                    "max-backup-bytes",
                    40,
                    Announcement.MOST_BACKUP_BYTES,
                    t -> announced(t).maxBackupBytes(),
                    (t, most) -> with(t, new Announcement(announced(t).retentionDays(), most))),
            number(
                    "trash-days",
                    0,
                    MOST_DAYS,
                    t -> kept(t).trashDays(),
                    (t, days) ->
                            with(t, new Keeping(kept(t).graceDays(), days, kept(t).versions(), kept(t).versionDays()))),
            number(
                    "versions",
                    0,
                    1000,
                    t -> kept(t).versions(),
                    (t, versions) -> with(
                            t, new Keeping(kept(t).graceDays(), kept(t).trashDays(), versions, kept(t).versionDays()))),
            number(
                    "version-days",
                    0,
                    MOST_DAYS,
                    t -> kept(t).versionDays(),
                    (t, days) ->
                            with(t, new Keeping(kept(t).graceDays(), kept(t).trashDays(), kept(t).versions(), days))),
            limit(
                    "quota-bytes",
                    "1…1024TiB",
                    text -> Quantities.bytes(text, 1, 1024L << 40),
                    t -> quota(t).bytes(),
                    (t, most) -> with(t, new Quota(most, quota(t).backups(), quota(t).backupsPerAccount()))),
            limit(
                    "max-backups",
                    "1…2147483647",
                    text -> Quantities.number(text, 1, Integer.MAX_VALUE),
                    t -> quota(t).backups(),
                    (t, most) -> with(t, new Quota(quota(t).bytes(), most, quota(t).backupsPerAccount()))),
            // Three at once: what an app needs to change its password (safe-protocol 2.6).
            limit(
                    "max-backups-per-account",
                    "3…2147483647",
                    text -> Quantities.number(text, 3, Integer.MAX_VALUE),
                    t -> quota(t).backupsPerAccount(),
                    (t, most) -> with(t, new Quota(quota(t).bytes(), quota(t).backups(), most))),
            new TenantSetting("hold", "true|false", Tenant::held, (t, typed) -> {
                Boolean held = Choices.truth(typed.value());
                return held == null ? null : with(t, held);
            }));

    private TenantSettingTable() {}

    /**
     * Returns the tenant with what was typed.
     *
     * @throws Refusal if there is no such setting, or it cannot have this value
     */
    static Tenant changed(Tenant tenant, Assignment typed) {
        List<String> keys = ALL.stream().map(TenantSetting::key).toList();
        if (!keys.contains(typed.key())) {
            throw Refusal.usage(MessageCode.TENANT_SETTING_UNKNOWN, typed.key(), NearestName.of(typed.key(), keys));
        }
        TenantSetting setting = ALL.get(keys.indexOf(typed.key()));
        Tenant changed = setting.writing().with(tenant, typed);
        if (changed == null) {
            throw Refusal.usage(MessageCode.TENANT_SETTING_INVALID, typed.key(), typed.value(), setting.form());
        }
        return changed;
    }

    private static Access access(Tenant tenant) {
        return tenant.settings().access();
    }

    private static Announcement announced(Tenant tenant) {
        return tenant.settings().announcement();
    }

    private static Keeping kept(Tenant tenant) {
        return tenant.settings().keeping();
    }

    private static Quota quota(Tenant tenant) {
        return tenant.settings().quota();
    }
}
