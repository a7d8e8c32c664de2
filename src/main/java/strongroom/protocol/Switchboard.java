package strongroom.protocol;

import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountId;
import strongroom.account.Tenant;
import strongroom.enforcement.Enforcements;
import strongroom.enforcement.Reads;
import strongroom.enforcement.Uploads;

/** Asks what the policy, and what was decided beside it, lets a request do. {@code /config} and deletes are not asked for (mdm-policy 6.2). */
public final class Switchboard {

    private final Enforcements enforcements;

    public Switchboard(Enforcements enforcements) {
        this.enforcements = enforcements;
    }

    /** Tells whether an account may upload; a refusal is noted. */
    boolean mayUpload(Tenant tenant, @Nullable Account account) {
        AccountId id = account == null ? null : account.id();
        if (enforcements.of(tenant.id(), id).switches().uploads() != Uploads.REFUSED) {
            return true;
        }
        enforcements.noteRefused(tenant.id(), id);
        return false;
    }

    /**
     * Tells whether a backup may be served.
     *
     * @param account whose login the request carries; on an open read nobody's, and then the backup's owner is the person it is about
     */
    boolean mayRead(Tenant tenant, @Nullable Account account, @Nullable AccountId owner) {
        return enforcements
                        .of(tenant.id(), account == null ? owner : account.id())
                        .switches()
                        .reads()
                == Reads.SERVED;
    }
}
