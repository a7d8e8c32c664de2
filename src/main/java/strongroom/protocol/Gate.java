package strongroom.protocol;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.credential.Authentication;
import strongroom.credential.Authenticator;
import strongroom.credential.Source;
import strongroom.web.ClientAddresses;

/** Lets a request pass or refuses it, by the tenant's settings and the request's login. */
public final class Gate {

    private final Authenticator authenticator;
    private final ClientAddresses addresses;
    private final Challenges challenges;
    private final Refusals refusals;

    public Gate(Authenticator authenticator, ClientAddresses addresses, Challenges challenges, Refusals refusals) {
        this.authenticator = authenticator;
        this.addresses = addresses;
        this.challenges = challenges;
        this.refusals = refusals;
    }

    /** What came of it. */
    sealed interface Passage {
        /**
         * The request may go on.
         *
         * @param account whose login it carried, null where none is asked: then {@code Authorization} was not even looked at
         * @param app what asks, null if it does not show or no login is asked
         */
        record Open(@Nullable Account account, @Nullable ClientApp app) implements Passage {}

        /** The request has been answered. */
        record Refused() implements Passage {}
    }

    /** For {@code /config}, uploads and deletes. */
    Passage toWrite(Context ctx, Tenant tenant) {
        return tenant.settings().access().login() == Access.Login.OPEN
                ? new Passage.Open(null, null)
                : byLogin(ctx, tenant);
    }

    /**
     * For reading a backup. Open by default: the iPhone app 7.2 answers a challenge with the user's Safe password, the key to the
     * data (safe-protocol 0.1).
     */
    Passage toRead(Context ctx, Tenant tenant) {
        return tenant.settings().access().restoreLogin() == Access.RestoreLogin.OPEN
                ? new Passage.Open(null, null)
                : byLogin(ctx, tenant);
    }

    private Passage byLogin(Context ctx, Tenant tenant) {
        Source source = Source.of(addresses.of(ctx).address());
        switch (authenticator.authenticate(tenant.id(), source, ctx.header("Authorization"))) {
            case Authentication.Accepted(Account account) -> {
                return new Passage.Open(account, ClientApp.of(ctx, challenges.areAnswered(ctx)));
            }
            case Authentication.Challenge() -> {
                challenges.note(ctx);
                refusals.challenge(ctx, tenant);
            }
            case Authentication.Rejected() -> refusals.challenge(ctx, tenant);
            case Authentication.Throttled(var retryAfter) -> refusals.tooMany(ctx, tenant, retryAfter);
            case Authentication.Busy(var retryAfter) -> refusals.busy(ctx, tenant, retryAfter);
        }
        return new Passage.Refused();
    }
}
