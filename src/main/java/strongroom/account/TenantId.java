package strongroom.account;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The identity of a tenant: random, given once, never reused, and kept through every renaming. */
public record TenantId(Id128 value) {

    /** Draws a new identity from a cryptographically strong source. */
    public static TenantId random(RandomGenerator random) {
        return new TenantId(Id128.random(random));
    }

    /** Reads 16 stored bytes. */
    public static TenantId of(byte[] bytes) {
        return new TenantId(Id128.of(bytes));
    }

    /** Reads 32 lower-case hexadecimal digits; null if the text is anything else. */
    public static @Nullable TenantId parse(String text) {
        Id128 value = Id128.parse(text);
        return value == null ? null : new TenantId(value);
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
