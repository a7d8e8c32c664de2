package strongroom.account;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The identity of an account: random, given once, never reused, and kept through every renaming. */
public record AccountId(Id128 value) {

    /** Draws a new identity from a cryptographically strong source. */
    public static AccountId random(RandomGenerator random) {
        return new AccountId(Id128.random(random));
    }

    /** Reads 16 stored bytes. */
    public static AccountId of(byte[] bytes) {
        return new AccountId(Id128.of(bytes));
    }

    /** Reads 32 lower-case hexadecimal digits; null if the text is anything else. */
    public static @Nullable AccountId parse(String text) {
        Id128 value = Id128.parse(text);
        return value == null ? null : new AccountId(value);
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
