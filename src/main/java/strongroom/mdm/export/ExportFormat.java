package strongroom.mdm.export;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Channel;
import strongroom.mdm.Platform;

/** The forms in which a policy leaves and comes back (mdm-policy 8). */
public enum ExportFormat {
    /** The customer's own file of the cockpit; it is changed, never made ({@link CockpitSheet}). */
    COCKPIT_CSV("cockpit-csv"),
    /** A whole property list. */
    PLIST("plist"),
    /** The {@code <dict>} of a property list alone, which is what Intune and Jamf want in their text boxes. */
    DICT("dict"),
    /** Rows of key, type and value, for consoles that want each typed in. */
    TABLE("table"),
    /** The managed configuration of the Android Management API. */
    ANDROID("android"),
    /** What the JSON editor of Intune takes for Android. */
    INTUNE("intune"),
    /** Bodies of requests to the Work API. */
    WORK_API("work-api");

    private final String word;

    ExportFormat(String word) {
        this.word = word;
    }

    /** Returns the format with this word, such as {@code work-api}; null if there is none. */
    public static @Nullable ExportFormat of(String word) {
        for (ExportFormat format : values()) {
            if (format.word.equals(word)) {
                return format;
            }
        }
        return null;
    }

    /** Returns the way in which it reaches the phones. */
    public Channel channel() {
        return switch (this) {
            case COCKPIT_CSV, WORK_API -> Channel.COCKPIT;
            case PLIST, DICT, TABLE, ANDROID, INTUNE -> Channel.EXTERNAL;
        };
    }

    /** Returns whose apps it can reach. */
    public Set<Platform> platforms() {
        return switch (this) {
            case PLIST, DICT -> Set.of(Platform.IOS);
            case ANDROID, INTUNE -> Set.of(Platform.ANDROID);
            case COCKPIT_CSV, TABLE, WORK_API -> Platform.both();
        };
    }

    /** Returns the word that is typed. */
    @Override
    public String toString() {
        return word;
    }
}
