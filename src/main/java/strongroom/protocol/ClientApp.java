package strongroom.protocol;

import org.jspecify.annotations.Nullable;

/** Which app a request seems to come from, for activity lists; a guess from what each sends (safe-protocol 2.1 to 2.4). */
enum ClientApp {
    ANDROID,
    IOS,
    DESKTOP;

    /** Guesses; null if it looks like none of the apps. */
    static @Nullable ClientApp of(
            @Nullable String userAgent, @Nullable String acceptEncoding, boolean hasAcceptLanguage) {
        if (userAgent == null || !userAgent.startsWith("Threema")) {
            return null;
        }
        if (userAgent.startsWith("Threema Desktop")) {
            return DESKTOP;
        }
        boolean bySystem = hasAcceptLanguage || (acceptEncoding != null && acceptEncoding.contains("br"));
        return bySystem ? IOS : ANDROID;
    }
}
