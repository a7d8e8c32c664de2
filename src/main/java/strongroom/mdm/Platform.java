package strongroom.mdm;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The two apps that read policies; they differ in sixteen ways ({@link Difference}). */
public enum Platform {
    ANDROID,
    IOS;

    /** Returns both, in their order. */
    public static Set<Platform> both() {
        return EnumSet.allOf(Platform.class);
    }

    /** Returns {@code android} or {@code ios}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
