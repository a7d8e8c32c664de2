package strongroom.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account may log in, and whether its backups are held.
 *
 * @param enabled false refuses the login
 * @param expiresAt when the login ends, on the wall clock; null never
 * @param held while true, nothing of this account is swept, pruned or purged
 */
public record Standing(boolean enabled, @Nullable Instant expiresAt, boolean held) {

    /** An account as it is added: enabled, without end, not held. */
    public static final Standing NEW = new Standing(true, null, false);

    /** Tells whether the login is valid at the given time. */
    public boolean mayLogIn(Instant now) {
        return enabled && (expiresAt == null || now.isBefore(expiresAt));
    }
}
