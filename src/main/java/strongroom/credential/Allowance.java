package strongroom.credential;

import java.time.Duration;

/** Whether something may happen now. */
public sealed interface Allowance {

    /** It may. */
    record Granted() implements Allowance {}

    /**
     * It may not, yet.
     *
     * @param retryAfter whole seconds, rounded up, at least one: clients repeat a request at once when told to wait for zero
     *     (safe-protocol 9a)
     */
    record Wait(Duration retryAfter) implements Allowance {

        public Wait {
            retryAfter = Duration.ofSeconds(
                    Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
        }
    }
}
