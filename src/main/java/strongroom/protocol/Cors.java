package strongroom.protocol;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/**
 * Cross-origin requests: refused unless their origin is on the list. The desktop app's engine asks first with OPTIONS, without
 * a login (safe-protocol 2.4).
 */
public record Cors(Set<String> origins) {

    /** No origin is allowed. */
    public static final Cors OFF = new Cors(Set.of());

    public Cors {
        origins = Set.copyOf(origins);
    }

    boolean isOn() {
        return !origins.isEmpty();
    }

    /** Marks the answer as readable if the request comes from an allowed origin. */
    void allow(Context ctx) {
        if (!isOn()) {
            return;
        }
        ctx.header("Vary", "Origin");
        if (isAllowed(ctx)) {
            ctx.header("Access-Control-Allow-Origin", origin(ctx));
        }
    }

    /** Answers a preflight from an allowed origin; false if this is none. */
    boolean preflight(Context ctx, List<String> methods) {
        if (!isAllowed(ctx) || ctx.header("Access-Control-Request-Method") == null) {
            return false;
        }
        ctx.header("Access-Control-Allow-Methods", String.join(", ", methods));
        ctx.header("Access-Control-Allow-Headers", "Authorization, Content-Type");
        ctx.header("Access-Control-Max-Age", "600");
        ctx.status(204);
        return true;
    }

    private boolean isAllowed(Context ctx) {
        return origins.contains(origin(ctx));
    }

    private static String origin(Context ctx) {
        String origin = ctx.header("Origin");
        return origin == null ? "" : origin;
    }
}
