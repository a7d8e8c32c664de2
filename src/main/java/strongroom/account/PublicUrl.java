package strongroom.account;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The base URL that is put into phones and device managers.
 *
 * <p>Shape: {@code https://host[:port][/path]} in the only spelling that both apps compare as equal to itself (mdm-policy 1.1):
 * lower-case scheme and host, ASCII, unreserved characters in the path, no user info, query, fragment, placeholder or white
 * space. A trailing slash is kept as it is written: to add or remove one is a change of policy on iPhones, so
 * {@link #parse} removes none and the administrator's spelling is stored.
 */
public record PublicUrl(String value) {

    private static final Pattern SHAPE = Pattern.compile(
            "https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|\\[[0-9a-f:.]+])"
                    + "(?::[1-9][0-9]{0,4})?(?:/[A-Za-z0-9._~-]+)*/?");

    private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(?:/.*)?");

    public PublicUrl {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("a public URL has the form https://host[:port][/path]");
        }
    }

    /** Reads a URL; null if it is not in the canonical spelling. */
    public static @Nullable PublicUrl parse(String text) {
        return isCanonical(text) ? new PublicUrl(text) : null;
    }

    private static boolean isCanonical(String text) {
        return text.length() <= 2048
                && SHAPE.matcher(text).matches()
                && !DOTS.matcher(text).matches()
                && !text.contains(":443/")
                && !text.endsWith(":443");
    }

    @Override
    public String toString() {
        return value;
    }
}
