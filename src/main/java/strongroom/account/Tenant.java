package strongroom.account;

import org.jspecify.annotations.Nullable;

/**
 * An organisation, or a part of one, whose phones keep their backups here, apart from all others.
 *
 * @param publicUrl the base URL in its one canonical spelling (mdm-policy 1.1), null while none is set
 * @param held while true, nothing of this tenant is swept, pruned or purged
 * @param revision moves with every change of this row
 */
public record Tenant(
        TenantId id,
        TenantNames names,
        @Nullable PublicUrl publicUrl,
        TenantSettings settings,
        boolean held,
        long revision) {

    /** Tells whether this tenant serves the paths without a tenant name. */
    public boolean isDefault() {
        return names.slug().equals(Slug.DEFAULT) || names.formerSlugs().contains(Slug.DEFAULT);
    }
}
