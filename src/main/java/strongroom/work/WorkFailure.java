package strongroom.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a call of the Work API did not do what it was for. None holds a secret, and what a server said in words is cut short. */
public sealed interface WorkFailure {

    /** The key is unknown there (401). */
    record BadKey() implements WorkFailure {}

    /** The key is not allowed to do it (403): its rights, the address that it is bound to, the plan. */
    record Forbidden(String said) implements WorkFailure {}

    /** There is no such thing (404), where there has to be one. */
    record Missing(String path) implements WorkFailure {}

    /** The request was understood and refused (400, 422 and the like). */
    record Refused(int status, String said) implements WorkFailure {}

    /**
     * Too many requests (429).
     *
     * @param until when the server asks to come again, null if it does not say
     */
    record Limited(@Nullable Instant until) implements WorkFailure {}

    /** The requests of the day, as counted here, are used up; the call was not made. */
    record Spent() implements WorkFailure {}

    /** The server leads elsewhere; the key is never taken there. */
    record Redirected(int status) implements WorkFailure {}

    /** The server's certificate is not trusted, or TLS failed in another way. */
    record Untrusted(String why) implements WorkFailure {}

    /** Nobody answered, or with an error of the server's own (5xx), each time that was tried. */
    record Unavailable(String why) implements WorkFailure {}

    /**
     * An answer that the API cannot give: no JSON, too long, numbers that do not add up.
     *
     * @param what what is strange about it, in words without quotations from it
     */
    record Strange(String path, String what) implements WorkFailure {}

    /** The subscription did not stand still while it was read, each time that was tried. */
    record Moving(String path) implements WorkFailure {}
}
