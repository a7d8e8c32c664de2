package strongroom.audit;

import org.jspecify.annotations.Nullable;
import strongroom.account.AccountId;

/** Who made a change. */
public sealed interface Actor {

    /**
     * A person at a shell.
     *
     * @param user the operating-system user
     * @param sudoUser who became that user by sudo, null if nobody did
     */
    record Shell(String user, @Nullable String sudoUser) implements Actor {}

    /**
     * A phone, by its login.
     *
     * @param account null on a tenant whose login is open
     */
    record Phone(@Nullable AccountId account) implements Actor {}

    /** The server by itself: the sweeper, the scrub, the first start. */
    record Server() implements Actor {}
}
