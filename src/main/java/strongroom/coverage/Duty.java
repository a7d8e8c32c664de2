package strongroom.coverage;

import org.jspecify.annotations.Nullable;
import strongroom.enforcement.Enforcement;
import strongroom.enforcement.Uploads;
import strongroom.mdm.BackupMode;

/** Whether an account has to have a backup. */
public enum Duty {
    /** It must. */
    MUST,
    /** Its user decides. */
    MAY,
    /** Its uploads are refused. */
    FORBIDDEN,
    /** It cannot log in, being disabled or expired. */
    CLOSED;

    /**
     * Derives the duty of an account that may log in.
     *
     * @param ofPlatform what its policy tells the app that it was seen to use; null if that is not known, and then an upload is
     *     expected only where both apps must make one
     */
    public static Duty of(Enforcement enforcement, @Nullable BackupMode ofPlatform) {
        Uploads uploads = enforcement.switches().uploads();
        return switch (uploads) {
            case REFUSED -> FORBIDDEN;
            case EXPECTED -> MUST;
            case ACCEPTED -> ofPlatform == BackupMode.FORCED ? MUST : MAY;
        };
    }

    /** Tells whether an upload of it is taken. */
    boolean mayUpload() {
        return switch (this) {
            case MUST, MAY -> true;
            case FORBIDDEN, CLOSED -> false;
        };
    }
}
