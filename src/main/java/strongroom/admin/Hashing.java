package strongroom.admin;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import strongroom.credential.PasswordHasher;

/**
 * How many passwords are drawn and hashed.
 *
 * @param hasher asked for only when one is to be hashed, since making one loads a native library
 * @param random cryptographically strong
 * @param threads how many are hashed at a time
 */
public record Hashing(Supplier<PasswordHasher> hasher, RandomGenerator random, int threads) {

    PasswordBatch begin() {
        return new PasswordBatch(hasher.get(), threads);
    }
}
