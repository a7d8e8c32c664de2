package strongroom.protocol;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.account.PublicUrl;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantNames;
import strongroom.backup.BackupId;

/**
 * Which tenant and resource a URL means, for one state of the tenants. Immutable.
 *
 * <p>A tenant answers below each of its names: slug, former slugs, path prefixes, the path of its public URL, and on its own hosts also
 * below nothing. The default tenant answers below nothing too. A reverse proxy may or may not cut off the public URL's path, so every
 * slug answers both with and without the path of the default tenant's public URL before it.
 */
final class Addresses {

    private static final String CONFIG = "config";
    private static final String BACKUPS = "backups";

    /** What Android and iPhone make of a shard placeholder in the path: noise (safe-protocol 1.1, 1.2). */
    private static final Pattern SHARD = Pattern.compile("xx|[0-9a-fA-F]{2}|\\{backupIdPrefix8}");

    private final Map<String, Tenant> byPrefix = new HashMap<>();
    private final Map<String, Map<String, Tenant>> byHost = new HashMap<>();

    private Addresses(List<Tenant> tenants) {
        String base = tenants.stream()
                .filter(Tenant::isDefault)
                .map(tenant -> pathOf(tenant.publicUrl()))
                .findFirst()
                .orElse("");
        for (Tenant tenant : tenants) {
            Set<String> prefixes = prefixes(tenant, base);
            prefixes.forEach(prefix -> byPrefix.putIfAbsent(prefix, tenant));
            for (String host : tenant.names().hosts()) {
                Map<String, Tenant> own = byHost.computeIfAbsent(host.toLowerCase(Locale.ROOT), _ -> new HashMap<>());
                own.put("", tenant);
                prefixes.forEach(prefix -> own.put(prefix, tenant));
            }
        }
    }

    /** Builds the addresses of these tenants. */
    static Addresses of(List<Tenant> tenants) {
        return new Addresses(tenants);
    }

    /**
     * Resolves a request.
     *
     * @param host the host of the request's authority, without port; null if it named none
     * @param rawPath the path as sent, without query
     */
    Target resolve(@Nullable String host, String rawPath) {
        UrlPath path = UrlPath.parse(rawPath);
        if (path == null || path.segments().isEmpty()) {
            return new Target.Nothing();
        }
        List<String> segments = path.segments();
        int count = segments.size();
        if (segments.getLast().equals(CONFIG)) {
            Tenant tenant = tenant(host, segments.subList(0, count - 1));
            return tenant == null ? new Target.Nothing() : new Target.Config(tenant);
        }
        if (count < 2 || !segments.get(count - 2).equals(BACKUPS)) {
            return new Target.Nothing();
        }
        BackupId id = BackupId.parse(segments.getLast());
        Tenant tenant = id == null ? null : tenant(host, segments.subList(0, count - 2));
        return id == null || tenant == null ? new Target.Nothing() : new Target.Backup(tenant, id);
    }

    private @Nullable Tenant tenant(@Nullable String host, List<String> before) {
        Map<String, Tenant> own = host == null ? null : byHost.get(host.toLowerCase(Locale.ROOT));
        Map<String, Tenant> names = own == null ? byPrefix : own;
        Tenant exact = names.get(String.join("/", before));
        if (exact != null
                || before.isEmpty()
                || !SHARD.matcher(before.getLast()).matches()) {
            return exact;
        }
        return names.get(String.join("/", before.subList(0, before.size() - 1)));
    }

    private static Set<String> prefixes(Tenant tenant, String base) {
        Set<String> prefixes = new LinkedHashSet<>();
        TenantNames names = tenant.names();
        if (tenant.isDefault()) {
            prefixes.add("");
            prefixes.add(base);
        }
        addSlug(prefixes, names.slug(), base);
        names.formerSlugs().forEach(slug -> addSlug(prefixes, slug, base));
        prefixes.addAll(names.paths());
        if (tenant.publicUrl() != null) {
            String own = pathOf(tenant.publicUrl());
            if (!own.isEmpty()) {
                prefixes.add(own);
            }
        }
        return prefixes;
    }

    private static void addSlug(Set<String> prefixes, Slug slug, String base) {
        prefixes.add(slug.value());
        if (!base.isEmpty()) {
            prefixes.add(base + "/" + slug.value());
        }
    }

    /** Returns the path of a public URL without slashes at its ends; empty if it has none. */
    private static String pathOf(@Nullable PublicUrl url) {
        if (url == null) {
            return "";
        }
        String afterScheme = url.value().substring("https://".length());
        int slash = afterScheme.indexOf('/');
        String path = slash < 0 ? "" : afterScheme.substring(slash + 1);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
