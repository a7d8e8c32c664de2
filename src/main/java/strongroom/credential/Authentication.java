package strongroom.credential;

import java.time.Duration;
import strongroom.account.Account;

/** What the credentials of a request are worth. */
public sealed interface Authentication {

    /** They are good: the account as it was read from the store for this request. */
    record Accepted(Account account) implements Authentication {}

    /** There are none, or a {@code Token}, or garbage: 401 with the Basic challenge, and nothing is counted. */
    record Challenge() implements Authentication {}

    /**
     * They are wrong, or the account is unknown, disabled or expired, and nobody can tell which: 401 with the same challenge.
     */
    record Rejected() implements Authentication {}

    /**
     * Too many different passwords were tried: 429.
     *
     * @param retryAfter whole seconds, at least one
     */
    record Throttled(Duration retryAfter) implements Authentication {}

    /**
     * More logins wait to be checked than the machine can check soon: 503. Says nothing about the credentials.
     *
     * @param retryAfter whole seconds, at least one
     */
    record Busy(Duration retryAfter) implements Authentication {}
}
