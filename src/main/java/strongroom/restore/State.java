package strongroom.restore;

import java.util.Locale;

/** What a finding means for a restore; the later, the heavier. */
public enum State {
    OK,
    /** It cannot be known here: a person confirms it. */
    CONFIRM,
    /** The restore may go otherwise than somebody expects. */
    WARNING,
    /** The new phone would not come back. */
    STOPS;

    /** Returns the word that is shown. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
