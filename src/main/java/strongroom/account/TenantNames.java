package strongroom.account;

import java.util.List;

/**
 * All the names under which a tenant is served.
 *
 * @param slug the current slug, shown in lists
 * @param formerSlugs slugs from before renamings, valid until removed
 * @param paths path prefixes of one or more segments, without slashes at the ends, such as {@code webdav/threema}
 * @param hosts lower-case host names on which this tenant, and only this one, is served
 */
public record TenantNames(Slug slug, List<Slug> formerSlugs, List<String> paths, List<String> hosts) {

    public TenantNames {
        formerSlugs = List.copyOf(formerSlugs);
        paths = List.copyOf(paths);
        hosts = List.copyOf(hosts);
    }

    /** Names for a new tenant: its slug and nothing else. */
    public static TenantNames of(Slug slug) {
        return new TenantNames(slug, List.of(), List.of(), List.of());
    }
}
