package strongroom.mdm;

import java.util.Locale;

/** What a reaction means to a backup or to a person. */
public enum Effect {
    /** The phone deletes its backup where it was. */
    DELETES,
    /** It uploads to the server of the policy. */
    UPLOADS,
    /** It uploads to Threema's own server. */
    UPLOADS_TO_THREEMA,
    /** It goes on uploading although nobody wants it any more. */
    GOES_ON,
    /** The backup before stays where it was until it expires. */
    LEAVES_OLD,
    /** The user is asked for a password, or to agree. */
    ASKS,
    /** There are no backups any more, and nobody is told. */
    STOPS;

    /** Returns the word that is shown. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
