package strongroom.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.Announcement;
import strongroom.account.Keeping;
import strongroom.account.PublicUrl;
import strongroom.account.Quota;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;

/** Tenants and their names as rows. */
final class TenantRows {

    static boolean isThere(Connection connection, TenantId tenant) throws SQLException {
        return Sql.number(connection, "select count(*) from tenant where id = ? and removed_at is null", (Object)
                        tenant.bytes())
                == 1;
    }

    private TenantRows() {}

    private record Name(TenantId tenant, Kind kind, String name) {}

    private enum Kind {
        SLUG,
        FORMER_SLUG,
        PATH,
        HOST
    }

    /** Returns all tenants that have not been removed, ordered by slug. */
    static List<Tenant> all(Connection connection) throws SQLException {
        List<Name> names = Sql.list(
                connection,
                "select tenant, kind, name from tenant_name order by tenant, kind, position, name",
                row -> new Name(
                        TenantId.of(row.getBytes("tenant")),
                        Words.read(Kind.class, row.getString("kind")),
                        row.getString("name")));
        return Sql.list(connection, "select * from tenant where removed_at is null", row -> tenant(row, names)).stream()
                .sorted(Comparator.comparing(tenant -> tenant.names().slug().value()))
                .toList();
    }

    /** Tells whether another tenant is served under one of these names. Slugs and paths are compared with each other. */
    static boolean isTaken(Connection connection, Tenant tenant) throws SQLException {
        for (Name name : names(tenant)) {
            long others = Sql.number(
                    connection,
                    "select count(*) from tenant_name where name = ? and tenant <> ? and (kind = 'host') = (? = 1)",
                    name.name(),
                    tenant.id().bytes(),
                    name.kind() == Kind.HOST);
            if (others > 0) {
                return true;
            }
        }
        return false;
    }

    static void insert(Connection connection, Tenant tenant) throws SQLException {
        Sql.update(connection, """
                insert into tenant (public_url, login, restore_login, ownership, retention_days, max_backup_bytes, grace_days,
                    trash_days, versions, version_days, quota_bytes, max_backups, max_backups_per_account, held, id, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, parameters(tenant));
        insertNames(connection, tenant);
    }

    /** Replaces a row whose revision still is the given tenant's, and its names; false if it is not. */
    static boolean replace(Connection connection, Tenant tenant) throws SQLException {
        int replaced = Sql.update(connection, """
                update tenant set public_url = ?, login = ?, restore_login = ?, ownership = ?, retention_days = ?,
                    max_backup_bytes = ?, grace_days = ?, trash_days = ?, versions = ?, version_days = ?, quota_bytes = ?,
                    max_backups = ?, max_backups_per_account = ?, held = ?, revision = revision + 1
                where id = ? and revision = ? and removed_at is null
                """, parameters(tenant));
        if (replaced == 1) {
            deleteNames(connection, tenant.id());
            insertNames(connection, tenant);
        }
        return replaced == 1;
    }

    /** Returns what inserting and replacing have in common, in the order of both. */
    private static @Nullable Object[] parameters(Tenant tenant) {
        Access access = tenant.settings().access();
        Keeping keeping = tenant.settings().keeping();
        Quota quota = tenant.settings().quota();
        return new @Nullable Object[] {
            tenant.publicUrl() == null ? null : tenant.publicUrl().value(),
            Words.of(access.login()),
            Words.of(access.restoreLogin()),
            Words.of(access.ownership()),
            tenant.settings().announcement().retentionDays(),
            tenant.settings().announcement().maxBackupBytes(),
            keeping.graceDays(),
            keeping.trashDays(),
            keeping.versions(),
            keeping.versionDays(),
            quota.bytes(),
            quota.backups(),
            quota.backupsPerAccount(),
            tenant.held(),
            tenant.id().bytes(),
            tenant.revision()
        };
    }

    static void deleteNames(Connection connection, TenantId tenant) throws SQLException {
        Sql.update(connection, "delete from tenant_name where tenant = ?", (Object) tenant.bytes());
    }

    private static void insertNames(Connection connection, Tenant tenant) throws SQLException {
        int position = 0;
        for (Name name : names(tenant)) {
            Sql.update(
                    connection,
                    "insert into tenant_name (kind, name, tenant, position) values (?, ?, ?, ?)",
                    Words.of(name.kind()),
                    name.name(),
                    tenant.id().bytes(),
                    position++);
        }
    }

    private static List<Name> names(Tenant tenant) {
        List<Name> names = new ArrayList<>();
        names.add(new Name(tenant.id(), Kind.SLUG, tenant.names().slug().value()));
        tenant.names().formerSlugs().forEach(slug -> names.add(new Name(tenant.id(), Kind.FORMER_SLUG, slug.value())));
        tenant.names().paths().forEach(path -> names.add(new Name(tenant.id(), Kind.PATH, path)));
        tenant.names().hosts().forEach(host -> names.add(new Name(tenant.id(), Kind.HOST, host)));
        return names;
    }

    private static Tenant tenant(ResultSet row, List<Name> names) throws SQLException {
        TenantId id = TenantId.of(row.getBytes("id"));
        String url = row.getString("public_url");
        return new Tenant(
                id,
                new TenantNames(
                        new Slug(names(names, id, Kind.SLUG).getFirst()),
                        names(names, id, Kind.FORMER_SLUG).stream()
                                .map(Slug::new)
                                .toList(),
                        names(names, id, Kind.PATH),
                        names(names, id, Kind.HOST)),
                url == null ? null : new PublicUrl(url),
                settings(row),
                row.getInt("held") == 1,
                row.getLong("revision"));
    }

    private static List<String> names(List<Name> names, TenantId tenant, Kind kind) {
        return names.stream()
                .filter(name -> name.kind() == kind && name.tenant().equals(tenant))
                .map(Name::name)
                .toList();
    }

    private static TenantSettings settings(ResultSet row) throws SQLException {
        return new TenantSettings(
                new Access(
                        Words.read(Access.Login.class, row.getString("login")),
                        Words.read(Access.RestoreLogin.class, row.getString("restore_login")),
                        Words.read(Access.Ownership.class, row.getString("ownership"))),
                new Announcement(row.getInt("retention_days"), row.getLong("max_backup_bytes")),
                new Keeping(
                        row.getInt("grace_days"),
                        row.getInt("trash_days"),
                        row.getInt("versions"),
                        row.getInt("version_days")),
                new Quota(
                        Sql.wholeNumber(row, "quota_bytes"),
                        Sql.smallNumber(row, "max_backups"),
                        Sql.smallNumber(row, "max_backups_per_account")));
    }
}
