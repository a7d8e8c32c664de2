package strongroom.admin;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.account.PublicUrl;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** Reads the URL that is put into phones, in the one spelling that they compare as equal to itself (mdm-policy 1.1). */
public final class PublicUrlRules {

    private static final Pattern PARTS = Pattern.compile("(?i)\\s*(https://)([^/?#@\\s]+)([^\\s]*)\\s*");

    /** The apps append these themselves (mdm-policy W10). */
    private static final Pattern APPENDED = Pattern.compile(".*/(?:config|backups)/?");

    /** Somebody may have put a password here. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");

    private PublicUrlRules() {}

    /**
     * Reads a public URL.
     *
     * @throws Refusal if it is not in the canonical spelling, which is then named, or cannot be a public URL at all
     */
    public static PublicUrl read(String typed) {
        PublicUrl url = valid(typed);
        if (url != null) {
            return url;
        }
        String canonical = respelled(typed);
        throw canonical != null && valid(canonical) != null
                ? Refusal.usage(MessageCode.PUBLIC_URL_NOT_CANONICAL, typed, canonical)
                : Refusal.usage(
                        MessageCode.PUBLIC_URL_INVALID, USER_INFO.matcher(typed).replaceFirst("//…@"));
    }

    private static @Nullable PublicUrl valid(String text) {
        return APPENDED.matcher(text).matches() ? null : PublicUrl.parse(text);
    }

    /** What differs may only be case, blanks around, the port that https has anyway, and doubled slashes. */
    private static @Nullable String respelled(String typed) {
        Matcher parts = PARTS.matcher(typed);
        if (!parts.matches()) {
            return null;
        }
        String host = parts.group(2).toLowerCase(Locale.ROOT).replaceFirst(":443$", "");
        return "https://" + host + parts.group(3).replaceAll("/{2,}", "/");
    }
}
