package strongroom.backup;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import strongroom.account.Id128;

/**
 * The name of a stored backup for administrators: random, so that lists, commands, audit and logs can show it without revealing
 * anything about the backup ID.
 */
public record Handle(Id128 value) {

    /** Draws a new handle from a cryptographically strong source. */
    public static Handle random(RandomGenerator random) {
        return new Handle(Id128.random(random));
    }

    /** Reads 16 stored bytes. */
    public static Handle of(byte[] bytes) {
        return new Handle(Id128.of(bytes));
    }

    /** Reads 32 lower-case hexadecimal digits; null if the text is anything else. */
    public static @Nullable Handle parse(String text) {
        Id128 value = Id128.parse(text);
        return value == null ? null : new Handle(value);
    }

    /** Returns the 16 bytes, a fresh array each time. */
    public byte[] bytes() {
        return value.bytes();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
