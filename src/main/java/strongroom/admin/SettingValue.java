package strongroom.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a tenant or an account as it is.
 *
 * @param value a list of texts, a text, an {@link Integer}, a {@link Long} of bytes, an {@link Instant}, a {@link Boolean}; null if
 *     there is none
 */
public record SettingValue(String key, @Nullable Object value) {

    /** Returns the value as it is typed; empty for an empty list. */
    public String text() {
        return switch (value) {
            case null -> "none";
            case List<?> list ->
                String.join(",", list.stream().map(String::valueOf).toList());
            case Long bytes -> Quantities.text(bytes);
            default -> value.toString();
        };
    }

    /** Returns the value for the audit log: as it is typed, null if there is none. */
    @Nullable String logged() {
        return value == null || value.equals(List.of()) || value.equals("") ? null : text();
    }

    /** Returns the value for JSON: a list of texts, a text, a number, a truth value or null. */
    public @Nullable Object plain() {
        return value instanceof Instant time ? time.toString() : value;
    }

    /**
     * What a command changed.
     *
     * @param before as it is typed
     * @param after as it is typed
     */
    public record Change(String key, String before, String after) {}
}
