package strongroom.admin;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.account.PublicUrl;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantNames;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** What a tenant may be called, so that every URL leads to one tenant. */
final class TenantNameRules {

    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*");

    /** What apps put before {@code config} for a shard placeholder is noise, so no name may end with it (safe-protocol 1.1). */
    private static final Pattern SHARD = Pattern.compile("xx|[0-9a-fA-F]{2}");

    private static final Set<String> APPENDED = Set.of("config", "backups");

    private TenantNameRules() {}

    /**
     * Reads a slug for a tenant.
     *
     * @throws Refusal if it is malformed or reserved
     */
    static Slug slug(String typed) {
        Slug slug = Slug.parse(typed);
        if (slug == null) {
            throw Refusal.usage(MessageCode.SLUG_MALFORMED, typed);
        }
        if (slug.isReserved()) {
            throw Refusal.usage(MessageCode.SLUG_RESERVED, typed);
        }
        return slug;
    }

    /** The current slug may be repeated; it stays where it is. */
    static Tenant withNames(Tenant tenant, Assignment typed) {
        TenantNames names = tenant.names();
        List<Slug> others = typed.parts().stream()
                .map(TenantNameRules::slug)
                .filter(slug -> !slug.equals(names.slug()))
                .toList();
        return TenantSetting.with(tenant, new TenantNames(names.slug(), others, names.paths(), names.hosts()));
    }

    static Tenant withHosts(Tenant tenant, Assignment typed) {
        TenantNames names = tenant.names();
        List<String> hosts = typed.parts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw Refusal.usage(MessageCode.TENANT_HOST_INVALID, host);
            }
        }
        return TenantSetting.with(tenant, new TenantNames(names.slug(), names.formerSlugs(), names.paths(), hosts));
    }

    static Tenant withPaths(Tenant tenant, Assignment typed) {
        TenantNames names = tenant.names();
        List<String> paths = typed.parts().stream()
                .map(path -> path.replaceFirst("^/", "").replaceFirst("/$", ""))
                .distinct()
                .toList();
        for (String path : paths) {
            if (!isPath(path)) {
                throw Refusal.usage(MessageCode.TENANT_PATH_INVALID, path);
            }
        }
        return TenantSetting.with(tenant, new TenantNames(names.slug(), names.formerSlugs(), paths, names.hosts()));
    }

    private static boolean isPath(String path) {
        List<String> segments = List.of(path.split("/", -1));
        return PATH.matcher(path).matches()
                && path.length() <= 512
                && segments.stream().noneMatch(segment -> segment.equals(".") || segment.equals(".."))
                && !Slug.RESERVED.contains(segments.getFirst())
                && !APPENDED.contains(segments.getLast())
                && !SHARD.matcher(segments.getLast()).matches();
    }

    /**
     * Returns the tenant under another slug; the one before stays valid.
     *
     * @throws Refusal if the slug is malformed or reserved
     */
    static Tenant renamed(Tenant tenant, String typed) {
        TenantNames names = tenant.names();
        Slug slug = slug(typed);
        List<Slug> former = new ArrayList<>(names.formerSlugs());
        former.remove(slug);
        former.addFirst(names.slug());
        return TenantSetting.with(tenant, new TenantNames(slug, former, names.paths(), names.hosts()));
    }

    /**
     * Refuses a tenant under whose names another one is served.
     *
     * @param all the tenants as they are, this one before the change included
     */
    static void check(Tenant tenant, List<Tenant> all) {
        String base = all.stream()
                .map(one -> one.id().equals(tenant.id()) ? tenant : one)
                .filter(Tenant::isDefault)
                .map(one -> path(one.publicUrl()))
                .findFirst()
                .orElse("");
        Set<String> own = prefixes(tenant, base);
        for (Tenant other : all) {
            if (other.id().equals(tenant.id())) {
                continue;
            }
            Set<String> taken = prefixes(other, base);
            own.stream().filter(taken::contains).findFirst().ifPresent(name -> refuse(name, other));
            tenant.names().hosts().stream()
                    .filter(other.names().hosts()::contains)
                    .findFirst()
                    .ifPresent(name -> refuse(name, other));
        }
        tenant.names().paths().stream()
                .filter(path -> isSlug(tenant.names(), path))
                .findFirst()
                .ifPresent(path -> refuse(path, tenant));
    }

    private static boolean isSlug(TenantNames names, String path) {
        return names.slug().value().equals(path)
                || names.formerSlugs().stream().anyMatch(slug -> slug.value().equals(path));
    }

    private static void refuse(String name, Tenant owner) {
        throw Refusal.failed(MessageCode.NAME_TAKEN, name, owner.names().slug().value());
    }

    /** Returns what stands before {@code config} in the URLs of a tenant, on hosts that are nobody's own. */
    private static Set<String> prefixes(Tenant tenant, String base) {
        Set<String> prefixes = new LinkedHashSet<>(tenant.names().paths());
        List<Slug> slugs = new ArrayList<>(tenant.names().formerSlugs());
        slugs.add(tenant.names().slug());
        for (Slug slug : slugs) {
            prefixes.add(slug.value());
            if (!base.isEmpty()) {
                prefixes.add(base + "/" + slug.value());
            }
        }
        PublicUrl url = tenant.publicUrl();
        if (url != null && !path(url).isEmpty() && !tenant.names().hosts().contains(host(url))) {
            prefixes.add(path(url));
        }
        return prefixes;
    }

    private static String path(@Nullable PublicUrl url) {
        return url == null ? "" : URI.create(url.value()).getPath().replaceAll("^/|/$", "");
    }

    private static String host(PublicUrl url) {
        return URI.create(url.value()).getHost();
    }
}
