package strongroom.phone;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the iPhone app makes a request's URL of what the user typed (safe-protocol 1.2, iOS 17 and later): nothing is trimmed, the
 * placeholder is replaced only for Threema's own server, a query survives, one slash is added where there is none.
 */
final class IosAddress {

    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(?:#.*)?", Pattern.DOTALL);
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private IosAddress() {}

    /** Resolves a resource, {@code config} or {@code backups/…}, without a slash before it. */
    static Address resolve(String typed, String resource) {
        Matcher url = URL.matcher(typed);
        if (!url.matches()) {
            return new Address.Wrong("the app wants a whole URL that begins with https://");
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return new Address.Wrong("the app wants a URL that begins with https://");
        }
        String base = url.group(3);
        String path = base + (base.endsWith("/") ? "" : "/") + resource;
        String query = url.group(4) == null ? "" : url.group(4);
        return Address.of(scheme.equals("https"), url.group(2), encode(path) + encode(query));
    }

    private static String encode(String text) {
        return Address.encode(LONE_PERCENT.matcher(text).replaceAll("%25"), "\"<>^`{}|\\[]");
    }
}
