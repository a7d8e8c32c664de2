package strongroom.mdm;

import java.util.Locale;

/** How long a text is that is never stored, as far as the apps care. For {@code th_safe_password} in UTF-16 units, as both count. */
public enum Length {
    EMPTY,
    /** 1 to 7: Android ignores it, iOS uses it. */
    SHORT,
    USABLE,
    /** Above 4096: Android ignores it, iOS uses it. */
    LONG;

    /** The UTF-16 units of the shortest managed password that both apps use (mdm-policy 2.1). */
    public static final int LEAST_PASSWORD = 8;

    /** The UTF-16 units of the longest managed password that both apps use. */
    public static final int MOST_PASSWORD = 4096;

    /** Returns the class of a text; all but {@code th_safe_password} have only the empty one and the usable one. */
    public static Length of(Parameter parameter, String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (parameter != Parameter.TH_SAFE_PASSWORD) {
            return USABLE;
        }
        if (text.length() < LEAST_PASSWORD) {
            return SHORT;
        }
        return text.length() > MOST_PASSWORD ? LONG : USABLE;
    }

    /** Returns the word that is shown and stored. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
