package strongroom.admin;

import java.util.List;
import strongroom.admin.Renewals.Wanted;
import strongroom.mdm.Policies;
import strongroom.mdm.TenantPolicy;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/** Replaces passwords a step after the other; in each all of it or nothing. Used by one thread. */
final class RenewalSteps {

    private static final int MOST_ATTEMPTS = 5;

    private final Renewals renewals;
    private final Policies policies;
    private TenantPolicy policy;
    private long revision;
    private int done;

    RenewalSteps(Renewals renewals, Policies policies, TenantPolicy policy) {
        this.renewals = renewals;
        this.policies = policies;
        this.policy = policy;
        this.revision = policy.revision();
    }

    /**
     * Replaces at most {@value ProvisioningChanges#MOST_OF_A_STEP} passwords.
     *
     * @param of how many there are in all, for the refusal
     * @throws Refusal if one of the accounts was changed meanwhile; the steps before stay
     */
    void write(List<Wanted> step, int of) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            boolean movesPolicy = Renewals.edit(step, policy, revision) != null;
            switch (renewals.write(step, policy, revision)) {
                case DONE -> {
                    revision += movesPolicy ? 1 : 0;
                    done += step.size();
                    return;
                }
                case OUTDATED -> {
                    // Either the policy has moved, which its new revision mends, or an account has, which nothing here
                    // can.
                    policy = policies.of(policy.tenant());
                    revision = policy.revision();
                }
                case NAME_TAKEN, HELD -> throw stopped(of);
            }
        }
        throw stopped(of);
    }

    private Refusal stopped(int of) {
        return Refusal.failed(ProvisioningCode.PROVISIONING_STOPPED, done, of);
    }
}
