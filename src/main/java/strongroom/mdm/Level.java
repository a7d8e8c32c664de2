package strongroom.mdm;

import java.util.Locale;

/** For whom a value is set. */
public enum Level {
    /** Everybody of the tenant. */
    GLOBAL,
    /** One account; beats the global value, parameter by parameter. */
    INDIVIDUAL;

    /** Returns the word that is shown. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
