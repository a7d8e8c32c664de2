package strongroom.protocol;

import java.util.Random;

/** Backup IDs and bodies for tests; the same numbers give the same ones. */
final class Samples {

    private Samples() {}

    /** Returns an ID as it stands in a path. */
    static String id(int number) {
        return "%064x".formatted(0xABCDEF00L + number);
    }

    /** Returns bytes that look as random as ciphertext. */
    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
