package strongroom.work;

import org.jspecify.annotations.Nullable;

/**
 * What opens the Work API, and with it a whole subscription: it can revoke IDs. Cannot be printed.
 *
 * <p>Shape: 1 to 512 characters of printable ASCII without a space, so that it fits into a header.
 */
public record ApiKey(String value) {

    private static final int MOST = 512;

    /**
     * Takes a key.
     *
     * @throws IllegalArgumentException if it has another shape
     */
    public ApiKey {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("an API key is 1 to 512 characters of printable ASCII");
        }
    }

    /** Reads a key as it was typed, without white space around it; null if it has another shape. */
    public static @Nullable ApiKey parse(String typed) {
        String stripped = typed.strip();
        return isWellFormed(stripped) ? new ApiKey(stripped) : null;
    }

    private static boolean isWellFormed(String text) {
        return !text.isEmpty() && text.length() <= MOST && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
