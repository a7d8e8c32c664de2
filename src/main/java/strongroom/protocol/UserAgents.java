package strongroom.protocol;

import org.jspecify.annotations.Nullable;

/** Which User-Agents are served. */
public enum UserAgents {
    /** All, and none at all: proxies and probes change or drop the header. */
    ANY,
    /** Those that contain {@code Threema}, as other servers demand. */
    THREEMA;

    boolean accept(@Nullable String userAgent) {
        return switch (this) {
            case ANY -> true;
            case THREEMA -> userAgent != null && userAgent.contains("Threema");
        };
    }
}
