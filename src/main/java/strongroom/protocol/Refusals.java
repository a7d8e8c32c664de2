package strongroom.protocol;

import io.javalin.http.Context;
import java.time.Duration;
import strongroom.account.Access;
import strongroom.account.Announcement;
import strongroom.account.Tenant;
import strongroom.web.Bodies;

/**
 * The answers that refuse. Each has an empty body, and reads what the client is still sending first: an iPhone that is cut off in the
 * middle of its upload reports a lost connection instead of logging in (safe-protocol 3).
 */
public final class Refusals {

    private static final long SLACK = 65_536;
    private static final long WITH_LOGIN = 8 * 1024 * 1024;

    private final Bodies bodies;

    public Refusals(Bodies bodies) {
        this.bodies = bodies;
    }

    void notFound(Context ctx) {
        refuse(ctx, 404, withoutLogin(Announcement.DEFAULT.maxBackupBytes()));
    }

    void badRequest(Context ctx) {
        refuse(ctx, 400, withoutLogin(Announcement.DEFAULT.maxBackupBytes()));
    }

    void methodNotAllowed(Context ctx, Tenant tenant, String allowed) {
        ctx.header("Allow", allowed);
        refuse(ctx, 405, withoutLogin(tenant));
    }

    /** Only with this challenge does an iPhone send its login; it says in which encoding. */
    void challenge(Context ctx, Tenant tenant) {
        ctx.header("WWW-Authenticate", "Basic realm=\"Strongroom\", charset=\"UTF-8\"");
        refuse(ctx, 401, withoutLogin(tenant));
    }

    void tooMany(Context ctx, Tenant tenant, Duration retryAfter) {
        retryAfter(ctx, retryAfter);
        refuse(ctx, 429, withoutLogin(tenant));
    }

    void busy(Context ctx, Tenant tenant, Duration retryAfter) {
        retryAfter(ctx, retryAfter);
        refuse(ctx, 503, withoutLogin(tenant));
    }

    /** Refuses a request that may be served to its sender: more of its body may be read. */
    void refuseAllowed(Context ctx, Tenant tenant, int status) {
        boolean open = tenant.settings().access().login() == Access.Login.OPEN;
        refuse(ctx, status, open ? withoutLogin(tenant) : WITH_LOGIN);
    }

    /** Says that the store cannot answer now. Never {@code Retry-After: 0}: Android would repeat at once (P-19). */
    void unavailable(Context ctx) {
        retryAfter(ctx, Duration.ofSeconds(5));
        refuse(ctx, 503, withoutLogin(Announcement.DEFAULT.maxBackupBytes()));
    }

    /** Says that there is no memory for the body now; to read the rest of it would only hold others up longer. */
    void noMemory(Context ctx) {
        retryAfter(ctx, Duration.ofSeconds(5));
        ctx.status(503).result("");
    }

    private void refuse(Context ctx, int status, long drain) {
        bodies.drain(ctx, drain);
        ctx.status(status).result("");
    }

    private static void retryAfter(Context ctx, Duration retryAfter) {
        ctx.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    private static long withoutLogin(Tenant tenant) {
        return withoutLogin(tenant.settings().announcement().maxBackupBytes());
    }

    private static long withoutLogin(long maxBackupBytes) {
        return maxBackupBytes + SLACK;
    }
}
