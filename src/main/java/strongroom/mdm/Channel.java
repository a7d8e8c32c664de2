package strongroom.mdm;

import java.util.Locale;

/** How a parameter travels to a phone (mdm-policy 0). */
public enum Channel {
    /** A device manager: Android managed configuration, iOS managed app configuration. */
    EXTERNAL,
    /** Threema App Configuration: set in the cockpit or by the Work API, delivered with the Work sync. */
    COCKPIT;

    /** Returns the word that is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
