package strongroom.mdm.export;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For which app and for whom a file is written.
 *
 * @param packageName of the Android app; only the formats for Android say it
 * @param credential the ID of the credential, null for everybody; only the Work API says it
 */
public record Addressee(String packageName, @Nullable String credential) {

    /** The app that organisations without a server of their own have. */
    public static final String WORK_APP = "ch.threema.app.work";

    // Stands before the constant below, which needs it.
    private static final Pattern PACKAGE_NAME = Pattern.compile("[A-Za-z]\\w*(?:\\.[A-Za-z]\\w*)+");

    /** Everybody who has the Work app. */
    public static final Addressee EVERYBODY = new Addressee(WORK_APP, null);

    /**
     * Takes both.
     *
     * @throws IllegalArgumentException if the name is none that Android knows, or if the credential is empty or no Unicode text
     */
    public Addressee {
        if (!isPackageName(packageName)) {
            throw new IllegalArgumentException("a package name has parts of letters and digits with dots between them");
        }
        if (credential != null && (credential.isEmpty() || !Characters.isUnicode(credential))) {
            throw new IllegalArgumentException("a credential has an ID that is a text and not empty");
        }
    }

    /** Tells whether Android knows such a name. */
    public static boolean isPackageName(String name) {
        return PACKAGE_NAME.matcher(name).matches();
    }
}
