package strongroom.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The user names of an account.
 *
 * @param former the name from before the last renaming, null if there is none
 * @param formerUntil until when it still logs in; null exactly when {@code former} is
 */
public record AccountNames(
        UserName current,
        @Nullable UserName former,
        @Nullable Instant formerUntil) {

    /** The names of an account that was never renamed. */
    public static AccountNames of(UserName name) {
        return new AccountNames(name, null, null);
    }
}
