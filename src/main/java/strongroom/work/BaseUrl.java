package strongroom.work;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the Work API is: an {@code https} URL that ends with a slash; {@code http} only on this machine, for the key goes with every
 * request.
 */
public record BaseUrl(URI value) {

    /** Threema's own (mdm-policy 8.4). */
    public static final BaseUrl THREEMA = new BaseUrl(URI.create("https://work.threema.ch/api/v1/"));

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

    /** What came of reading one. */
    public sealed interface Reading {}

    /** It is one. */
    public record Good(BaseUrl url) implements Reading {}

    /** It is none: no host, or with a user, a query or a fragment. */
    public record Malformed() implements Reading {}

    /** It has no TLS, and leads to another machine. */
    public record Bare() implements Reading {}

    /** Reads a URL as it was typed; a slash at its end is added. */
    public static Reading read(String typed) {
        URI uri = parsed(typed.strip());
        if (uri == null
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !Set.of("http", "https").contains(scheme(uri))) {
            return new Malformed();
        }
        boolean isHere =
                LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
        return scheme(uri).equals("https") || isHere ? new Good(new BaseUrl(uri)) : new Bare();
    }

    private static @Nullable URI parsed(String typed) {
        try {
            return new URI(typed.endsWith("/") ? typed : typed + "/");
        } catch (URISyntaxException notOne) {
            return null;
        }
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    /** Returns the URL of a resource. */
    URI at(String path) {
        return URI.create(value + path);
    }

    /** Returns the URL. */
    @Override
    public String toString() {
        return value.toString();
    }
}
