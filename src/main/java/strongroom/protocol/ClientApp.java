package strongroom.protocol;

import io.javalin.http.Context;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which app a request with a good login comes from, as far as it shows (mdm-policy 6.3). Both apps for phones call themselves exactly
 * the same; what tells them apart is how they log in, and what the iPhone's system adds to a request.
 */
enum ClientApp {
    ANDROID,
    IOS,
    DESKTOP;

    /** Finds out of a request. */
    static @Nullable ClientApp of(Context ctx, boolean isAfterChallenge) {
        return of(
                ctx.userAgent(),
                ctx.header("Accept-Encoding"),
                ctx.header("Accept-Language") != null,
                isAfterChallenge);
    }

    /**
     * Finds out; null if it looks like none of the apps, or like both: a login that came at once is Android's, but if the headers are
     * those of Apple's system, the challenge may have been another process's or one before a restart.
     *
     * @param isAfterChallenge whether the same request came without a login just before (safe-protocol 2.3 and 3)
     */
    static @Nullable ClientApp of(
            @Nullable String userAgent,
            @Nullable String acceptEncoding,
            boolean hasAcceptLanguage,
            boolean isAfterChallenge) {
        if (userAgent == null || !userAgent.startsWith("Threema")) {
            return null;
        }
        if (userAgent.startsWith("Threema Desktop")) {
            return DESKTOP;
        }
        if (isAfterChallenge) {
            return IOS;
        }
        boolean bySystem = hasAcceptLanguage || (acceptEncoding != null && acceptEncoding.contains("br"));
        return bySystem ? null : ANDROID;
    }

    /** Returns the word that is stored: android, ios or desktop; null for null. */
    static @Nullable String word(@Nullable ClientApp app) {
        return app == null ? null : app.name().toLowerCase(Locale.ROOT);
    }
}
