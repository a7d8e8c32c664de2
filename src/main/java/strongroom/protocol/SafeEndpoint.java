package strongroom.protocol;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;
import strongroom.account.Tenant;
import strongroom.account.Tenants;
import strongroom.backup.StoreUnavailable;
import strongroom.web.RequestLog;

/**
 * The Safe directory protocol on the public listener, and nothing else. Thread-safe.
 *
 * <p>Every request is resolved here, since a base URL may have any number of segments and a router would redirect, match or merge
 * them by rules of its own. No redirect is ever sent: a redirected upload is data lost on Android (safe-protocol 0.5).
 */
public final class SafeEndpoint {

    private static final List<String> CONFIG_METHODS = List.of("GET", "HEAD");
    private static final List<String> BACKUP_METHODS = List.of("GET", "HEAD", "PUT", "DELETE");

    private final Tenants tenants;
    private final ConfigExchange config;
    private final BackupExchange backups;
    private final Cors cors;
    private final UserAgents userAgents;
    private final Refusals refusals;
    private volatile Snapshot snapshot = new Snapshot(List.of(), Addresses.of(List.of()));

    public SafeEndpoint(
            Tenants tenants,
            ConfigExchange config,
            BackupExchange backups,
            Cors cors,
            UserAgents userAgents,
            Refusals refusals) {
        this.tenants = tenants;
        this.config = config;
        this.backups = backups;
        this.cors = cors;
        this.userAgents = userAgents;
        this.refusals = refusals;
    }

    /** Takes every request of the listener, whatever its method and path. */
    public void register(RoutesConfig routes) {
        routes.before(ctx -> {
            try {
                answer(ctx);
            } catch (StoreUnavailable busy) {
                refusals.unavailable(ctx);
            }
            ctx.skipRemainingHandlers();
        });
    }

    private void answer(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Content-Type-Options", "nosniff");
        Target target = addresses().resolve(host(ctx), ctx.req().getRequestURI());
        RequestLog.route(ctx, name(target));
        cors.allow(ctx);
        if (!userAgents.accept(ctx.userAgent())) {
            refusals.badRequest(ctx);
            return;
        }
        switch (target) {
            case Target.Nothing() -> refusals.notFound(ctx);
            case Target.Config(Tenant tenant) -> {
                if (isAllowed(ctx, tenant, CONFIG_METHODS)) {
                    config.answer(ctx, tenant);
                }
            }
            case Target.Backup backup -> {
                if (isAllowed(ctx, backup.tenant(), BACKUP_METHODS)) {
                    backups.answer(ctx, backup);
                }
            }
        }
    }

    private boolean isAllowed(Context ctx, Tenant tenant, List<String> methods) {
        String method = ctx.req().getMethod();
        if (methods.contains(method)) {
            return true;
        }
        if (method.equals("OPTIONS") && cors.preflight(ctx, methods)) {
            return false;
        }
        refusals.methodNotAllowed(
                ctx, tenant, cors.isOn() ? String.join(", ", methods) + ", OPTIONS" : String.join(", ", methods));
        return false;
    }

    /** The tenants hand out the same list until something changes, so the addresses are built once for each state. */
    @SuppressWarnings("ReferenceEquality") // comparing the contents would cost more than it saves
    private Addresses addresses() {
        List<Tenant> now = tenants.all();
        Snapshot known = snapshot;
        if (known.tenants() != now) {
            known = new Snapshot(now, Addresses.of(now));
            snapshot = known;
        }
        return known.addresses();
    }

    /** The authority decides, not the TLS server name: HTTP/2 connections are shared between the names of a certificate. */
    private static @Nullable String host(Context ctx) {
        return ctx.req().getServerName();
    }

    private static String name(Target target) {
        return switch (target) {
            case Target.Nothing() -> "nothing";
            case Target.Config ignored -> "config";
            case Target.Backup ignored -> "backups/{id}";
        };
    }

    private record Snapshot(List<Tenant> tenants, Addresses addresses) {}
}
