package strongroom.account;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tenant in URLs and commands.
 *
 * <p>Shape: 3 to 32 characters, a lower-case letter first, then lower-case letters, digits and hyphens. {@link #RESERVED} words
 * are well-formed but may not name a tenant, because they mean something else in a path.
 */
public record Slug(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{2,31}");

    /** Words that have another meaning in a path. */
    public static final Set<String> RESERVED =
            Set.of("config", "backups", "livez", "readyz", "metrics", "admin", "api", "static");

    /** The slug of the tenant that serves {@code {public}/config}. */
    public static final Slug DEFAULT = new Slug("default");

    public Slug {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a slug has 3 to 32 lower-case letters, digits and hyphens, a letter first");
        }
    }

    /** Reads a slug; null if the text is malformed. Reserved words are returned: ask {@link #isReserved}. */
    public static @Nullable Slug parse(String text) {
        return SHAPE.matcher(text).matches() ? new Slug(text) : null;
    }

    /** Tells whether the word has another meaning in a path and so may not name a tenant. */
    public boolean isReserved() {
        return RESERVED.contains(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
