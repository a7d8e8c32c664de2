package strongroom.enforcement;

import strongroom.enforcement.Decision.OnReads;
import strongroom.enforcement.Decision.OnUploads;

/**
 * What counts for one account, or for a tenant as a whole, and why: a decision about the account beats one about its tenant, and both
 * beat the policy.
 *
 * @param policy what follows from the policy alone
 * @param account {@link Decision#NONE} for a tenant as a whole
 */
public record Enforcement(Switches policy, Decision tenant, Decision account) {

    /** Neither a policy nor a decision. */
    public static final Enforcement NONE = new Enforcement(Switches.OPEN, Decision.NONE, Decision.NONE);

    /** Where a switch was set. */
    public enum Origin {
        POLICY,
        TENANT,
        ACCOUNT
    }

    /** Returns what counts. */
    public Switches switches() {
        return new Switches(uploads(), reads());
    }

    /** Returns who set the switch of uploads. */
    public Origin uploadsFrom() {
        if (account.uploads() != OnUploads.POLICY) {
            return Origin.ACCOUNT;
        }
        return tenant.uploads() == OnUploads.POLICY ? Origin.POLICY : Origin.TENANT;
    }

    /** Returns who set the switch of reads. */
    public Origin readsFrom() {
        if (account.reads() != OnReads.POLICY) {
            return Origin.ACCOUNT;
        }
        return tenant.reads() == OnReads.POLICY ? Origin.POLICY : Origin.TENANT;
    }

    private Uploads uploads() {
        return switch (account.uploads() == OnUploads.POLICY ? tenant.uploads() : account.uploads()) {
            case POLICY -> policy.uploads();
            case ACCEPT -> policy.uploads() == Uploads.EXPECTED ? Uploads.EXPECTED : Uploads.ACCEPTED;
            case REFUSE -> Uploads.REFUSED;
        };
    }

    private Reads reads() {
        return switch (account.reads() == OnReads.POLICY ? tenant.reads() : account.reads()) {
            case POLICY -> policy.reads();
            case SERVE -> Reads.SERVED;
            case REFUSE -> Reads.REFUSED;
        };
    }
}
